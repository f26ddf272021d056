import {
  checkBase64,
  checkCode,
  checkId,
  checkLanguageTag,
  checkMarkdown,
  checkMimeType,
  checkText,
  textProblem,
} from './text-primitives.js';
import { checkDate, checkDateTime, checkInstant, checkTime } from './date-primitives.js';
import { checkNarrative } from './narrative.js';
import {
  checkBoolean,
  checkDecimal,
  checkInteger,
  checkPositiveInt,
  checkUnsignedInt,
} from './number-primitives.js';
import { checkOid, checkSystem, checkUri, checkUrl, checkUuid } from './uri-primitives.js';
import type { Problem } from '../problem.js';
import type { Visit } from '../visit.js';

/** Checks one primitive value, that of a JSON property. */
export type PrimitiveCheck = (value: unknown, visit: Visit) => Problem | null;

/** https://hl7.org/fhir/R4/datatypes.html#primitive, and what the table tells apart beyond (`languagetag`, `mimetype`, `reference`, `system`). */
const checks: ReadonlyMap<string, PrimitiveCheck> = new Map<string, PrimitiveCheck>([
  ['base64Binary', checkBase64],
  ['boolean', checkBoolean],
  ['canonical', checkUri],
  ['code', checkCode],
  ['date', checkDate],
  ['dateTime', checkDateTime],
  ['decimal', checkDecimal],
  ['id', checkId],
  ['instant', checkInstant],
  ['integer', checkInteger],
  ['languagetag', checkLanguageTag],
  ['markdown', checkMarkdown],
  ['mimetype', checkMimeType],
  ['oid', checkOid],
  ['positiveInt', checkPositiveInt],
  ['reference', textProblem],
  ['string', checkText],
  ['system', checkSystem],
  ['time', checkTime],
  ['unsignedInt', checkUnsignedInt],
  ['uri', checkUri],
  ['url', checkUrl],
  ['uuid', checkUuid],
  ['xhtml', checkNarrative],
]);

/** The check of a primitive type of R4; undefined when the type is none. */
export function primitiveCheck(typeName: string): PrimitiveCheck | undefined {
  return checks.get(typeName);
}
