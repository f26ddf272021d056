import { ICD11_CODE, ICD11_MMS } from '../../icd11-code.js';
import { closedSystem } from '../definitions.js';

/** Judgement of a code system: whether its URI can be right, and what its codes must look like. */
export interface CodeSystem {
  /** One sentence when the URI is wrong. */
  readonly problem: string | null;
  /** Code → display, when all codes are known. */
  readonly concepts: ReadonlyMap<string, string> | null;
  /** What a code looks like, when that is known. */
  readonly codeForm: RegExp | null;
}

/** System → form of its codes. */
const FORMS: ReadonlyMap<string, RegExp> = new Map([
  [ICD11_MMS, ICD11_CODE],
  ['http://id.who.int/icd/entity', /^\d+$/],
  ['http://loinc.org', /^(?:\d{1,7}|L[A-Z]\d{1,7})-\d$/],
  // A concept id, or an expression, which has operators.
  ['http://snomed.info/sct', /^(?:\d{6,18}|.*[:+=|].*)$/],
  ['http://dicom.nema.org/resources/ontology/DCM', /^[A-Za-z0-9_]+$/],
]);

/** Hosts of well-known code systems → what a system there looks like. A slip in these is frequent and silent. */
const WELL_KNOWN: readonly (readonly [host: RegExp, systems: RegExp])[] = [
  [
    /^https?:\/\/(?:www\.)?snomed\.(?:info|org)/i,
    /^http:\/\/snomed\.info\/x?sct(?:\/\d{6,18}(?:\/version\/\d{8})?)?$/,
  ],
  [/^https?:\/\/(?:www\.)?loinc\.org/i, /^http:\/\/loinc\.org$/],
  [/^https?:\/\/(?:www\.)?unitsofmeasure\.org/i, /^http:\/\/unitsofmeasure\.org$/],
  [
    /^https?:\/\/id\.who\.int/i,
    /^http:\/\/id\.who\.int\/icd\/(?:entity|release\/(?:11\/(?:mms|icf)|10\/\S+))$/,
  ],
  [/icd-?11|[/:]icd11/i, /^(?!https?:\/\/(?:[^/]*\.)?(?:hl7\.org|who\.int)\/)\S+:/],
];

const ABSOLUTE = /^[A-Za-z][A-Za-z0-9+.-]*:\S+$/;

/** Systems that have been judged; hostile input must not fill the memory. */
const judged = new Map<string, CodeSystem>();
const MAX_JUDGED = 500;

/** Judges the system of a coding. */
export function codeSystem(uri: string): CodeSystem {
  const known = judged.get(uri);
  if (known !== undefined) return known;
  const judgement: CodeSystem = {
    problem: problemOf(uri),
    concepts: closedSystem(uri) ?? null,
    codeForm: FORMS.get(uri) ?? null,
  };
  if (judged.size < MAX_JUDGED) judged.set(uri, judgement);
  return judgement;
}

function problemOf(uri: string): string | null {
  if (!ABSOLUTE.test(uri)) return 'A code system is an absolute URI.';
  for (const [host, systems] of WELL_KNOWN) {
    if (host.test(uri) && !systems.test(uri))
      return 'There is no such code system; a well-known one is misspelt.';
  }
  return null;
}
