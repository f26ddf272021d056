import { linkProblem } from './credential-links.js';
import { problem, type Problem } from '../problem.js';
import { unescapedXml } from './unescaped-xml.js';
import { xhtmlProblem } from './xhtml.js';

const START = '<div xmlns="http://www.w3.org/1999/xhtml"';

/** Longer ones are read step by step: a regular expression should not hold megabytes at once. */
const MAX_PLAIN = 16_384;

/** Text without anything that XML treats specially, but for the usual entities. */
const CHARACTERS = String.raw`[^<>&\0-\x08\v\f\x0e-\x1f\ud800-\udfff\ufffe\uffff]*`;
const TEXT = `${CHARACTERS}(?:&(?:amp|lt|gt|quot|#39);${CHARACTERS})*`;
const INLINE = `${TEXT}(?:<(?:b>${TEXT}</b|br/)>${TEXT})*`;
const ROWS = `(?:<tr>(?:<td>${INLINE}</td>)*</tr>)*`;
const TABLE = `<table>(?:<tbody>${ROWS}</tbody>|${ROWS})</table>`;
const LIST = `<ul>(?:<li>${INLINE}</li>)*</ul>|<dl>(?:<dt>${INLINE}</dt><dd>${INLINE}</dd>)*</dl>`;

/**
 * The narratives that this gateway writes: paragraphs, lists and tables, of which the first begins with a word. Whatever
 * matches is well formed, harmless and not blank.
 */
const PLAIN = new RegExp(
  `^${START}(?: lang="[\\w-]+" xml:lang="[\\w-]+")?>` +
    String.raw`(?=<(?:p|ul><li|dl><dt|table>(?:<tbody>)?<tr><td)>(?:<b>)?[^<\s])` +
    `(?:<p>${INLINE}</p>|${LIST}|${TABLE})+</div>$`,
);

const NO_TEXT = problem('structure', 'A JSON string belongs here.');

/** `xhtml`: well-formed, in its namespace, with only what R4 allows in it (txt-1, txt-2), and without secret links. */
export function checkNarrative(value: unknown): Problem | null {
  if (typeof value !== 'string') return NO_TEXT;
  if (value.length > MAX_PLAIN || !PLAIN.test(value)) {
    const found = xhtmlProblem(value);
    if (found !== null) return problem('invariant', found);
  }
  // The namespace itself is a link.
  return value.includes('://', START.length) ? linkProblemIn(value) : null;
}

/** No link reaches beyond a tag, so that one text of a long narrative is unescaped at a time. */
function linkProblemIn(xhtml: string): Problem | null {
  for (const text of xhtml.split('<')) {
    const found = text.includes('://') ? linkProblem(unescapedXml(text)) : null;
    if (found !== null) return found;
  }
  return null;
}
