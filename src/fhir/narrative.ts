import type { Narrative } from 'fhir/r4.js';
import { closedDirections } from './closed-directions.js';

const SPECIAL = /[&<>"'\u202a-\u202e\u2066-\u2069]/;

/**
 * Escapes text for XHTML content and attribute values. Directions of writing that it begins end with it.
 *
 * @param text any text without control characters.
 */
export function escapeXml(text: string): string {
  // Most labels hold nothing to escape: one test is cheaper than one replacement.
  if (!SPECIAL.test(text)) return text;
  // One after the other: a function called for each character takes ten times as long where all are special.
  return closedDirections(text)
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/'/g, '&#39;');
}

/**
 * Wraps XHTML as a generated narrative (https://hl7.org/fhir/R4/narrative.html), its language said twice as the
 * official validator asks (`lang` for HTML, `xml:lang` for XML).
 *
 * @param language BCP 47 tag of the resource.
 * @param xhtml well-formed content, every text in it escaped.
 */
export function narrative(language: string, xhtml: string): Narrative {
  return {
    status: 'generated',
    div: `<div xmlns="http://www.w3.org/1999/xhtml" lang="${language}" xml:lang="${language}">${xhtml}</div>`,
  };
}

/**
 * A paragraph in the gateway's own words, which are English: said where the resource is in another language, so that they are
 * not read out, or translated, as if they were in that one.
 *
 * @param language BCP 47 tag of the resource.
 * @param text not escaped.
 */
export function englishParagraph(language: string, text: string): string {
  const mark = /^en\b/i.test(language) ? '' : ' lang="en" xml:lang="en"';
  return `<p${mark}>${escapeXml(text)}</p>`;
}
