import { holdsScript } from './xhtml-script.js';
import { isNarrativeAttribute, isNarrativeElement } from './xhtml-vocabulary.js';

const NAMESPACE = 'http://www.w3.org/1999/xhtml';

/** Elements nest no deeper than this in anything that people read. */
const MAX_DEPTH = 100;

const NAME = String.raw`[A-Za-z_][\w.:-]*`;
const ATTRIBUTE = String.raw`\s+(${NAME})\s*=\s*("[^"<]*"|'[^'<]*')`;
const TAG = new RegExp(String.raw`<(/?)(${NAME})((?:${ATTRIBUTE})*)\s*(/?)>`, 'y');
const ATTRIBUTES = new RegExp(ATTRIBUTE, 'g');

/** XML knows five names; R4 has no HTML entities (`&nbsp;`) and asks for Unicode characters. */
const NO_ENTITY = /&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[\da-fA-F]{1,6});)/;
const NUMERIC = /&#(?!39;)(?:(\d+)|x([\da-fA-F]+));/g;
/** https://www.w3.org/TR/xml/#charsets */
// eslint-disable-next-line no-control-regex -- XML forbids them by number.
const NO_CHARACTER = /[\0-\x08\v\f\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/u;

/**
 * What is wrong with a narrative as XML and as the XHTML that R4 allows.
 *
 * @param xhtml the whole `div`.
 * @returns one sentence, or null when nothing is wrong.
 */
export function xhtmlProblem(xhtml: string): string | null {
  if (NO_CHARACTER.test(xhtml)) return 'The narrative holds control characters or halves of characters.';
  const open: string[] = [];
  let hasText = false;
  let at = 0;
  while (at < xhtml.length) {
    const next = xhtml.indexOf('<', at);
    const text = xhtml.slice(at, next === -1 ? xhtml.length : next);
    if (open.length === 0 ? text.trim() !== '' : isBrokenText(text)) return MALFORMED;
    hasText ||= text.trim() !== '';
    if (next === -1) break;
    const tag = tagAt(xhtml, next);
    if (tag === null) return MALFORMED;
    const problem = tag.kind === 'comment' ? null : enterTag(tag, open, next);
    if (problem !== null) return problem;
    hasText ||= tag.name === 'img';
    at = tag.end;
  }
  if (open.length > 0 || at === 0) return MALFORMED;
  return hasText ? null : 'The narrative says nothing (txt-2).';
}

const MALFORMED = 'The narrative is not well-formed XML.';

interface Tag {
  readonly kind: 'open' | 'close' | 'empty' | 'comment';
  readonly name: string;
  readonly attributes: string;
  /** Index behind it. */
  readonly end: number;
}

function tagAt(xhtml: string, at: number): Tag | null {
  if (xhtml.startsWith('<!--', at)) {
    const end = xhtml.indexOf('--', at + 4);
    return end === -1 || xhtml[end + 2] !== '>'
      ? null
      : { kind: 'comment', name: '', attributes: '', end: end + 3 };
  }
  TAG.lastIndex = at;
  const [, slash, name = '', attributes = '', , , empty] = TAG.exec(xhtml) ?? [];
  if (name === '' || (slash === '/' && (attributes !== '' || empty === '/'))) return null;
  const kind = slash === '/' ? 'close' : empty === '/' ? 'empty' : 'open';
  return { kind, name, attributes, end: TAG.lastIndex };
}

function isBrokenText(text: string): boolean {
  return text.includes(']]>') || hasBrokenEntity(text);
}

function hasBrokenEntity(text: string): boolean {
  if (!text.includes('&')) return false;
  if (NO_ENTITY.test(text)) return true;
  for (const [, decimal, hexadecimal = ''] of text.matchAll(NUMERIC)) {
    const code = decimal === undefined ? parseInt(hexadecimal, 16) : Number(decimal);
    if (code > 0x10ffff || NO_CHARACTER.test(String.fromCodePoint(code))) return true;
  }
  return false;
}

/** Keeps the stack of open elements. @param at index of the tag: the root stands at the beginning. */
function enterTag(tag: Tag, open: string[], at: number): string | null {
  if (tag.kind === 'close') return open.pop() === tag.name ? null : MALFORMED;
  if (open.length === 0) {
    if (tag.name !== 'div') return 'The narrative is a div.';
    if (at > 0) return MALFORMED;
    if (!new RegExp(`\\sxmlns\\s*=\\s*["']${NAMESPACE}["']`).test(tag.attributes)) {
      return 'The div must be in the XHTML namespace.';
    }
  }
  if (!isNarrativeElement(tag.name)) return 'The narrative holds an element that is not allowed (txt-1).';
  if (tag.kind === 'open' && open.push(tag.name) > MAX_DEPTH) return 'The narrative is nested too deep.';
  return attributesProblem(tag);
}

function attributesProblem({ name: element, attributes }: Tag): string | null {
  const seen = new Set<string>();
  for (const [, name = '', quoted = ''] of attributes.matchAll(ATTRIBUTES)) {
    if (seen.has(name) || hasBrokenEntity(quoted)) return MALFORMED;
    seen.add(name);
    if (!isNarrativeAttribute(element, name)) {
      return 'The narrative holds an attribute that is not allowed (txt-1).';
    }
    if (name === 'xmlns' && quoted.slice(1, -1) !== NAMESPACE)
      return 'The div must be in the XHTML namespace.';
    if (holdsScript(name, quoted.slice(1, -1))) return 'The narrative holds a script.';
  }
  return null;
}
