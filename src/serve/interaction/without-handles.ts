import { escaped, splitEscaped, unescaped } from '../../search/escaped.js';
import { CURSOR, type NameAndValue } from '../../search/read-search.js';
import { publishedReportId } from '../../translate/published-report-id.js';

/** A FHIR id, alone or behind a type (https://hl7.org/fhir/R4/datatypes.html#id). */
const FHIR_ID = /^([A-Z][A-Za-z]+\/)?[A-Za-z0-9.-]{1,64}$/;

/**
 * Takes what looks like a vendor's handle out of a search, for the links of the answer repeat the search. The hash that is published
 * in a handle's place finds whatever the handle would.
 *
 * An identifier or an `_id` that looks like a handle is one. Elsewhere long ids and codes of others are left, or they would not be
 * found: base64 with its signs is none of them.
 */
export function withoutHandles(parameters: readonly NameAndValue[]): readonly NameAndValue[] {
  return parameters.map(([name, value]) => {
    if (name === CURSOR) return [name, value];
    // With any modifier.
    const mask = /^(identifier|_id)(:|$)/.test(name) ? published : publishedElsewhere;
    const inPart = (part: string) =>
      inPieces(part, '|', (piece, isLast) => masked(piece, isLast ? mask : publishedElsewhere));
    return [name, inPieces(value, ',', (one) => inPieces(one, '$', inPart))];
  });
}

/** No id of the vendor has a blank: it is the plus sign of a handle that was not percent-encoded. */
export function withPlusSigns(reportId: string): string {
  return reportId.replaceAll(' ', '+');
}

function inPieces(
  text: string,
  separator: Parameters<typeof splitEscaped>[1],
  change: (piece: string, isLast: boolean) => string,
): string {
  const pieces = splitEscaped(text, separator);
  return pieces.map((piece, index) => change(piece, index === pieces.length - 1)).join(separator);
}

function masked(piece: string, mask: (text: string) => string): string {
  const text = unescaped(piece);
  const shown = mask(text);
  return shown === text ? piece : escaped(shown);
}

function published(text: string): string {
  const id = withPlusSigns(text);
  const shown = publishedReportId(id, 'auto');
  return shown === id ? text : shown;
}

/** Elsewhere blanks part words, unless what they part is no words. */
function publishedElsewhere(text: string): string {
  if (FHIR_ID.test(text) || text.includes('://')) return text;
  return isCutBase64(text) ? published(text) : publishedReportId(text, 'auto');
}

/** Whether blanks stand for plus signs: no sentence ends in an equals sign or has a long word of small and capital letters and digits. */
function isCutBase64(text: string): boolean {
  const isNoWord = (word: string) =>
    word.length >= 20 && [/[a-z]/, /[A-Z]/, /\d/].every((kind) => kind.test(word));
  return text.endsWith('=') || text.split(' ').some(isNoWord);
}
