import { dateProblem, isTimeOfDay, type DateType } from './dates.js';
import { checkLinksIn } from './credential-links.js';
import { checkNarrative } from './narrative-rules.js';
import type { Visit } from './visit.js';

/** Checks one primitive value, that of a JSON property. */
export type PrimitiveCheck = (value: unknown, visit: Visit) => void;

/** https://hl7.org/fhir/R4/datatypes.html#string: 1 MB is the limit for strings. */
const MAX_STRING = 1024 * 1024;
const INT32 = 2 ** 31;

const BLANK = /^\s*$/;
// eslint-disable-next-line no-control-regex -- R4 forbids them by number.
const CONTROL = /[\0-\x08\v\f\x0e-\x1f]/;
const CODE = /^\S+(?: \S+)*$/;
const ID = /^[A-Za-z0-9.-]{1,64}$/;
const URI = /^\S+$/;
const OID = /^urn:oid:[0-2](?:\.(?:0|[1-9]\d*))+$/;
const LANGUAGE_TAG = /^[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*$/;
const MIME_TYPE = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(?:\s*;\s*[\w-]+=(?:[^\s;"]+|"[^"]*"))*$/;
const UUID = /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

/** Value of the JSON type that a primitive has; an error otherwise. */
function isText(value: unknown, visit: Visit): value is string {
  if (typeof value !== 'string') {
    visit.error('structure', 'A JSON string belongs here.');
    return false;
  }
  if (value.length > MAX_STRING) {
    visit.error('too-long', 'The text is longer than 1 MB.');
    return false;
  }
  return true;
}

function checkText(value: unknown, visit: Visit): void {
  if (!isText(value, visit)) return;
  if (BLANK.test(value)) visit.error('value', 'The text is blank.');
  else if (CONTROL.test(value)) visit.error('value', 'The text holds control characters.');
  else checkLinksIn(value, visit);
}

/** Text of a certain form. */
function formed(form: RegExp, hint: string): PrimitiveCheck {
  return (value, visit) => {
    if (isText(value, visit) && !form.test(value)) visit.error('value', hint);
  };
}

function checkUri(value: unknown, visit: Visit): void {
  if (!isText(value, visit)) return;
  if (!URI.test(value)) visit.error('value', 'A URI is not empty and has no white space.');
  else if (value.startsWith('#')) visit.container?.mentioned.add(value);
  else checkLinksIn(value, visit);
}

/** An address that may be followed: our own output links to nothing but this gateway. */
function checkUrl(value: unknown, visit: Visit): void {
  checkUri(value, visit);
  if (typeof value !== 'string' || !visit.closed || visit.baseUrl === undefined) return;
  if (!value.startsWith(`${visit.baseUrl}/`)) {
    visit.error('business-rule', 'Links lead to this gateway and nowhere else.');
  }
}

function dated(type: DateType): PrimitiveCheck {
  let last = '';
  return (value, visit) => {
    // One report has one time, said over and over.
    if (value === last || !isText(value, visit)) return;
    const problem = dateProblem(value, type);
    if (problem === null) last = value;
    else visit.error('value', problem);
  };
}

function integer(min: number, hint: string): PrimitiveCheck {
  return (value, visit) => {
    if (typeof value !== 'number') visit.error('structure', 'A JSON number belongs here.');
    else if (!Number.isInteger(value) || value < min || value >= INT32) visit.error('value', hint);
  };
}

function checkDecimal(value: unknown, visit: Visit): void {
  if (typeof value !== 'number') visit.error('structure', 'A JSON number belongs here.');
  else if (!Number.isFinite(value)) visit.error('value', 'A decimal is finite.');
}

function checkBoolean(value: unknown, visit: Visit): void {
  if (typeof value !== 'boolean') visit.error('structure', 'true or false belongs here.');
}

function checkBase64(value: unknown, visit: Visit): void {
  if (typeof value !== 'string') {
    visit.error('structure', 'A JSON string belongs here.');
    return;
  }
  const packed = /\s/.test(value) ? value.replace(/\s+/g, '') : value;
  if (packed === '' || packed.length % 4 !== 0 || !BASE64.test(packed)) {
    visit.error('value', 'The data is not base64.');
  }
}

/** A code of a required binding. */
export function codeOf(codes: readonly string[]): PrimitiveCheck {
  const allowed = new Set(codes);
  return (value, visit) => {
    if (!isText(value, visit) || allowed.has(value)) return;
    visit.error('code-invalid', 'The code is not one that R4 allows here.');
  };
}

const checks: Readonly<Record<string, PrimitiveCheck>> = {
  base64Binary: checkBase64,
  boolean: checkBoolean,
  canonical: checkUri,
  code: formed(CODE, 'A code has no blanks but single ones inside.'),
  date: dated('date'),
  dateTime: dated('dateTime'),
  decimal: checkDecimal,
  id: formed(ID, 'An id has 1 to 64 letters, digits, "-" and ".".'),
  instant: dated('instant'),
  integer: integer(-INT32, 'An integer is whole and has 32 bits.'),
  languagetag: formed(LANGUAGE_TAG, 'A language is a BCP 47 tag such as en or pt-BR.'),
  markdown: checkText,
  mimetype: formed(MIME_TYPE, 'A content type is a MIME type such as image/png.'),
  oid: formed(OID, 'An OID is written urn:oid:1.2.3.'),
  positiveInt: integer(1, 'A positiveInt is whole and at least 1.'),
  string: checkText,
  time: (value, visit) => {
    if (isText(value, visit) && !isTimeOfDay(value)) visit.error('value', 'A time is hh:mm:ss.');
  },
  unsignedInt: integer(0, 'An unsignedInt is whole and at least 0.'),
  uri: checkUri,
  url: checkUrl,
  uuid: formed(UUID, 'A UUID is written urn:uuid: and in lower case.'),
  xhtml: checkNarrative,
};

const known = new Map(Object.entries(checks));

/** The check of a primitive type of R4; undefined when the type is none. */
export function primitiveCheck(typeName: string): PrimitiveCheck | undefined {
  return known.get(typeName);
}
