import { checkLinksIn } from './credential-links.js';
import type { Visit } from './visit.js';
import { xhtmlProblem } from './xhtml.js';

const START = '<div xmlns="http://www.w3.org/1999/xhtml"';

/** Longer ones are read step by step: a regular expression should not hold megabytes at once. */
const MAX_PLAIN = 16_384;

/** Text without anything that XML treats specially, but for the usual entities. */
const TEXT = String.raw`[^<>&\0-\x08\v\f\x0e-\x1f\ufffe\uffff]*(?:&(?:amp|lt|gt|quot|#39);[^<>&\0-\x08\v\f\x0e-\x1f\ufffe\uffff]*)*`;
const ROW = `<tr>(?:<td>${TEXT}</td>)*</tr>`;

/** The narratives that this gateway writes: paragraphs and a table. Whatever matches is well formed and harmless. */
const PLAIN = new RegExp(
  `^${START}(?: lang="[\\w-]+" xml:lang="[\\w-]+")?>(?:<p>${TEXT}</p>|<table>(?:${ROW})*</table>)+</div>$`,
);
const NO_WORDS = /^(?:<[^>]*>|\s)*$/;

/** Checks `Narrative.div`: well-formed XHTML, only what R4 allows in it, in its namespace (txt-1, txt-2). */
export function checkNarrative(value: unknown, visit: Visit): void {
  if (typeof value !== 'string') {
    visit.error('structure', 'A JSON string belongs here.');
    return;
  }
  if (value.length > MAX_PLAIN || !PLAIN.test(value) || NO_WORDS.test(value)) {
    const problem = xhtmlProblem(value);
    if (problem !== null) visit.error('invariant', problem);
  }
  // The namespace itself is a link.
  if (value.includes('://', START.length)) checkLinksIn(value, visit);
}
