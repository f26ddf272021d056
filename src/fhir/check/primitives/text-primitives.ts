import { linkProblem } from './credential-links.js';
import { problem, type Problem } from '../problem.js';

/** https://hl7.org/fhir/R4/datatypes.html#string: 1 MB is the limit for strings. */
const MAX_LENGTH = 1024 * 1024;

const BLANK = /^\s*$/;
// eslint-disable-next-line no-control-regex -- R4 forbids them by number.
const CONTROL = /[\0-\x08\v\f\x0e-\x1f]/;
/** Most texts: no control characters, not blank, no link, nothing beyond the Basic Multilingual Plane. */
// eslint-disable-next-line no-control-regex -- R4 forbids them by number.
const USUAL = /^[^\s\0-\x1f:\ud800-\udfff][^\0-\x08\v\f\x0e-\x1f:\ud800-\udfff]*$/;
const LONE_SURROGATE = /\p{Surrogate}/u;
const CODE = /^\S+(?: \S+)*$/;
const ID = /^[A-Za-z0-9.-]{1,64}$/;
const LANGUAGE_TAG = /^[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*$/;
const MIME_TYPE = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(?:\s*;\s*[\w-]+=(?:[^\s;"]+|"[^"]*"))*$/;
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

const NO_TEXT = problem('structure', 'A JSON string belongs here.');
const TOO_LONG = problem('too-long', 'The text is longer than 1 MB.');
const IS_BLANK = problem('value', 'The text is blank.');
const HAS_CONTROL = problem('value', 'The text holds control characters or halves of characters.');
const NO_BASE64 = problem('value', 'The data is not base64.');

/** What is wrong with a value before its form matters. */
export function textProblem(value: unknown): Problem | null {
  if (typeof value !== 'string') return NO_TEXT;
  return value.length > MAX_LENGTH ? TOO_LONG : null;
}

/** `string`. */
export function checkText(value: unknown): Problem | null {
  if (typeof value !== 'string' || value.length > MAX_LENGTH) return textProblem(value);
  if (USUAL.test(value)) return null;
  if (BLANK.test(value)) return IS_BLANK;
  return CONTROL.test(value) || LONE_SURROGATE.test(value) ? HAS_CONTROL : linkProblem(value);
}

/** `markdown`: a link in it ends where one does in the text that it shows. */
export function checkMarkdown(value: unknown): Problem | null {
  return checkText(
    typeof value === 'string' && value.includes('&lt;') ? value.replaceAll('&lt;', '<') : value,
  );
}

/** Text of a form that leaves no room for links. */
export function formed(form: RegExp, hint: string): (value: unknown) => Problem | null {
  const wrong = problem('value', hint);
  return (value) => {
    if (typeof value !== 'string' || value.length > MAX_LENGTH) return textProblem(value);
    return form.test(value) ? null : wrong;
  };
}

/** A check that knows the value that it found good the last time: one report has one language, said over and over. */
export function remembering(check: (value: unknown) => Problem | null): (value: unknown) => Problem | null {
  let last: unknown = Symbol('none yet');
  return (value) => {
    if (value === last) return null;
    const found = check(value);
    if (found === null) last = value;
    return found;
  };
}

const checkCodeForm = formed(CODE, 'A code has no blanks but single ones inside.');

/** `code`; among the codes of others, anything may turn up. */
export function checkCode(value: unknown): Problem | null {
  return checkCodeForm(value) ?? (typeof value === 'string' ? linkProblem(value) : null);
}

export const checkId = formed(ID, 'An id has 1 to 64 letters, digits, "-" and ".".');
export const checkLanguageTag = remembering(
  formed(LANGUAGE_TAG, 'A language is a BCP 47 tag such as en or pt-BR.'),
);
export const checkMimeType = formed(MIME_TYPE, 'A content type is a MIME type such as image/png.');

/** `base64Binary`, which may be long, and may be broken into lines. */
export function checkBase64(value: unknown): Problem | null {
  if (typeof value !== 'string') return NO_TEXT;
  const packed = /\s/.test(value) ? value.replace(/\s+/g, '') : value;
  return packed !== '' && packed.length % 4 === 0 && BASE64.test(packed) ? null : NO_BASE64;
}

const NOT_ALLOWED = problem('code-invalid', 'The code is not one that R4 allows here.');

/** A code of a required binding. */
export function codeOf(codes: readonly string[]): (value: unknown) => Problem | null {
  const allowed = new Set<unknown>(codes);
  return (value) => (allowed.has(value) ? null : (textProblem(value) ?? NOT_ALLOWED));
}
