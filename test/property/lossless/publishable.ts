import { hash } from 'node:crypto';
import type { ReadReport } from '../../../src/raw/read-report.js';
import { saysNothing } from '../../../src/raw/says-nothing.js';
import { mayHoldLink, partsLeft } from './parts-left.js';

/*
 * What must come back, written out from R4 and the documentation alone: with the translation's own functions, a mistake in them
 * would be expected, too.
 */

/** Stands for a link: which one is not told, that there is one is. */
const LINK = 'a link';

/** Fields that are codes: blanks in them are single spaces. */
const CODE = /\/code$/;

/** Fields that tell things apart: one that holds a link does not leave at all. */
const IDENTIFIER = /\/code$|^\/(visitIdentifier|result\/id)$|\/annotations\/\d+\/id$/;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * What of a report must be in the restored one: every value as it was read, texts without the blanks around them and with blanks
 * that R4's strings know. Of a text that held links, what came back is right if nothing but links is missing.
 *
 * @param restored the same report, restored: it shows which parts of a text were taken for links.
 */
export function publishable({ report }: ReadReport, restored: unknown): unknown {
  const { extraData, id, ...others } = report;
  return pruned({
    // Pruned first: what says nothing is not there in what came back, and shifts the places of what follows it.
    ...(compared(pruned(others), restored, '', textLeft) as object),
    id: idLeft(id, memberOf(restored, 'id')),
    // Without a configured system nobody could tell whose number it is, and it may name a patient.
    patientIdentifier: null,
    extraData: compared(pruned(extraData), memberOf(restored, 'extraData'), '', partsLeft),
  });
}

function textLeft(read: string, restored: unknown, at: string): string | null {
  if (/\/(url|pdf)$/.test(at)) return at === '/url' ? null : LINK;
  const plain = CODE.test(at) ? withPlainBlanks(read).replace(/\s+/g, ' ') : withPlainBlanks(read);
  if (plain === '') return null;
  if (!IDENTIFIER.test(at)) return partsLeft(plain, restored);
  return restored === null && mayHoldLink(plain) ? null : plain;
}

/** R4's pattern for strings, `[ \r\n\t\S]+`, has no place for other blanks (https://hl7.org/fhir/R4/datatypes.html#string). */
function withPlainBlanks(text: string): string {
  return text.replace(/[^\S \r\n\t]/g, ' ').trim();
}

/** An id that opens the report leaves as its SHA-256; a UUID opens nothing. */
function idLeft(id: string, restored: unknown): string {
  const hashed = `sha256:${hash('sha256', id, 'hex')}`;
  return !UUID.test(id) && restored === hashed ? hashed : withPlainBlanks(id);
}

/** A restored report, with its links as `publishable` has them. */
export function withoutLinks(report: object): unknown {
  return compared(report, report, '', (value, _restored, at) =>
    at.startsWith('/extraData') || !/\/(url|pdf)$/.test(at) ? value : LINK,
  );
}

/** Each text of a document in the form that a function gives it, who is shown what came back in its place. */
function compared(
  value: unknown,
  restored: unknown,
  at: string,
  form: (text: string, restored: unknown, at: string) => unknown,
): unknown {
  if (typeof value === 'string') return form(value, restored, at);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value))
    return value.map((item, index) => compared(item, memberOf(restored, index), `${at}/${index}`, form));
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key,
      compared(member, memberOf(restored, key), `${at}/${key}`, form),
    ]),
  );
}

function memberOf(value: unknown, key: PropertyKey): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}

/** Records in which null (asked, no answer) is not absence (not asked). */
const FIXED = ['metrics', 'preliminaryFindings'];

/** Without items that say nothing, and null in place of objects that say nothing: how they say it is not told. */
export function pruned(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return Object.is(value, -0) ? 0 : value;
  if (Array.isArray(value)) return value.filter((item) => !saysNothing(item)).map(pruned);
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key,
      saysNothing(member) && !Array.isArray(member) && !FIXED.includes(key) ? null : pruned(member),
    ]),
  );
}
