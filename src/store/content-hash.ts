import { hash } from 'node:crypto';

/** So many hex digits (128 bits) tell versions of one resource apart, and make an id of FHIR's alphabet. */
const DIGITS = 32;

/** Hash of a text, as text. */
export function hashOf(text: string): string {
  return hash('sha256', text, 'hex');
}

/** Hash of a resource's content, 32 hex digits. @param json the resource as the translator wrote it, with detached links. */
export function resourceHash(json: string): string {
  return hashOf(json).slice(0, DIGITS);
}

/**
 * Hash of what a raw report says. Links are signed anew at each fetch, and hosts move: of a URL only its path counts. The
 * order of members does not count.
 *
 * @param raw JSON text of a raw report.
 */
export function rawHash(raw: string): string {
  const content: unknown = JSON.parse(raw);
  return hashOf(JSON.stringify(content, (_key, value: unknown) => normalised(value)));
}

/** A text that is a URL: scheme and host, path, then query and fragment. */
const URL_ONLY = /^[A-Za-z][A-Za-z0-9+.-]*:\/\/[^/?#]*([^?#]*).*$/s;
/** The same for URLs within other text, which end where no URL goes on. */
const URL_WITHIN = /\b[A-Za-z][A-Za-z0-9+.-]*:\/\/[^\s/?#"'<>]*([^\s?#"'<>]*)([?#][^\s"'<>]*)?/g;

function normalised(value: unknown): unknown {
  if (typeof value === 'string')
    return /\s/.test(value) ? value.replace(URL_WITHIN, '$1') : value.replace(URL_ONLY, '$1');
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
