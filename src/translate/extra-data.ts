import type { Extension } from 'fhir/r4.js';
import { extensions } from './codings.js';
import type { Draft } from './draft.js';

/** FHIR strings hold at most 1 MiB (https://hl7.org/fhir/R4/datatypes.html#string). */
const MAX_STRING = 1024 * 1024;

/** The integrator's round-trip data as opaque JSON text. It may hold personal data, so it travels only on purpose. */
export function extraDataExtension(draft: Draft): Extension[] {
  const { extraData } = draft.report;
  if (extraData === null) return [];
  if (draft.context.extraData === 'omit')
    return left(draft, 'information', 'The extra data are left out, as configured for this output.');
  const text = draft.text(asciiBlanks(JSON.stringify(extraData)), '/extraData');
  if (text === null || text.length > MAX_STRING)
    return left(draft, 'warning', 'The extra data are too long for a FHIR string.');
  return [{ url: extensions.extraData, valueString: text }];
}

/** JSON that says the same, with escapes for blanks that a FHIR string may not hold. */
function asciiBlanks(json: string): string {
  return json.replace(
    /[^\S ]|[\uFFFE\uFFFF]/g,
    (blank) => `\\u${blank.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function left(draft: Draft, severity: 'information' | 'warning', text: string): [] {
  draft.doubt({ severity, kind: 'extra-data-omitted', at: '/extraData', text });
  return [];
}
