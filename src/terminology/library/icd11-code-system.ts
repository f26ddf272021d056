import { ICD11_CODE, ICD11_MMS } from '../../fhir/icd11-code.js';
import type { Icd11Tabulation } from '../icd11/tabulation.js';
import type { CodeSystem, Concept } from './code-system.js';

/**
 * ICD-11 as an operator's table has it. Which release that is, the table does not say, so that there is no version. A cluster is
 * found when all its parts are; it has no title, for WHO gives titles to single codes only.
 */
export function icd11CodeSystem(tabulation: Icd11Tabulation): CodeSystem {
  return {
    id: null,
    url: ICD11_MMS,
    version: null,
    title: 'ICD-11 for Mortality and Morbidity Statistics (MMS)',
    isComplete: true,
    find: (code) => findSingle(code, tabulation) ?? findCluster(code, tabulation),
    concepts: null,
  };
}

function findSingle(code: string, tabulation: Icd11Tabulation): Concept | undefined {
  const titles = tabulation.titles(code);
  if (titles === undefined) return undefined;
  const designations = [...titles].map(([language, value]) => ({ language, value }));
  const display = titles.get('en') ?? designations[0]?.value ?? null;
  return { code, display, definition: null, designations };
}

function findCluster(code: string, tabulation: Icd11Tabulation): Concept | undefined {
  if (!ICD11_CODE.test(code) || !code.split(/[/&]/).every((part) => tabulation.has(part))) return undefined;
  return { code, display: null, definition: null, designations: [] };
}
