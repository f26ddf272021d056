import type { Extension } from 'fhir/r4.js';
import { pointerTo } from '../raw/json-pointer.js';
import type { JsonValue } from '../raw/report.js';
import { extensions } from './codings.js';
import type { Draft } from './draft.js';
import { filterLinks } from './filter-links.js';
import { isPlain } from './plain-text.js';

/** FHIR strings hold at most 1 MiB (https://hl7.org/fhir/R4/datatypes.html#string). */
const MAX_STRING = 1024 * 1024;

/** Places that are told of one by one. */
const MAX_ISSUES = 100;

/** The integrator's round-trip data as opaque JSON text. It may hold personal data, so it travels only on purpose. */
export function extraDataExtension(draft: Draft): Extension[] {
  const { extraData } = draft.report;
  if (extraData === null) return [];
  if (draft.context.extraData === 'omit')
    return left(draft, 'information', 'The extra data are left out, as configured for this output.');
  const json = JSON.stringify(extraData);
  // Before they are searched: what is left out need not be.
  if (json.length > MAX_STRING) return tooLong(draft);
  const filtered = isPlain(json) ? json : JSON.stringify(withoutLinks(draft, extraData));
  const text = asciiBlanks(filtered);
  if (text.length > MAX_STRING) return tooLong(draft);
  return [{ url: extensions.extraData, valueString: text }];
}

/** The same data without links, and an issue for each place that one was taken out of; of a name, for what has it. */
function withoutLinks(draft: Draft, data: JsonValue): JsonValue {
  const { value, places } = filterLinks((text) => draft.withoutLinks(text), data);
  const pointers = [...new Set(places.map((path) => pointerTo(['extraData', ...path])))];
  for (const at of pointers.slice(0, MAX_ISSUES)) draft.doubtLinks(at);
  if (pointers.length > MAX_ISSUES) draft.doubtLinks('/extraData');
  return value;
}

/** JSON that says the same, with escapes for blanks that a FHIR string may not hold. */
function asciiBlanks(json: string): string {
  return json.replace(
    /[^\S ]|[\uFFFE\uFFFF]/g,
    (blank) => `\\u${blank.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function tooLong(draft: Draft): [] {
  return left(draft, 'warning', 'The extra data are too long for a FHIR string.');
}

function left(draft: Draft, severity: 'information' | 'warning', text: string): [] {
  draft.doubt({ severity, kind: 'extra-data-omitted', at: '/extraData', text });
  return [];
}
