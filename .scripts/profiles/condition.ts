import { ICD11_CODE, ICD11_MMS } from '../../src/fhir/icd11-code.js';
import { ownSystems } from '../../src/translate/codings.js';
import { slicedBy } from './constraints.js';
import { codesOf } from './invariants.js';
import type { Constraint } from './profile.js';

/**
 * A disease: ICD-11 where it is known, the manufacturer's own coding beside it. No other system: an extensible binding is content
 * with one coding of its value set, whatever stands beside it.
 */
export function conditionAt(at: string): Readonly<Record<string, Constraint>> {
  return {
    [`${at}.coding`]: { ...slicedBy('system', 'closed') },
    [`${at}.coding:icd11`]: { short: 'ICD-11 MMS; several codes mean the same disease' },
    [`${at}.coding:icd11.system`]: { min: 1, patternUri: ICD11_MMS },
    [`${at}.coding:icd11.code`]: { min: 1 },
    [`${at}.coding:vendor`]: { short: "The manufacturer's own code", max: '1' },
    [`${at}.coding:vendor.system`]: { min: 1, patternUri: ownSystems.vendorConditions },
    [`${at}.coding:vendor.code`]: { min: 1 },
    [`${at}.text`]: { short: 'Name of the condition in the language of the report', min: 1 },
  };
}

export const isIcd11 = codesOf(ICD11_MMS, ICD11_CODE);
