import { isLanguage, normaliseLanguage, rangesOf } from '../fhir/language.js';
import { headerOf, type RequestHead } from './header.js';

/** More than anybody speaks: what comes after these is not looked at. */
const MAX_RANGES = 20;

/**
 * The languages that a request wants, best first (`Accept-Language`, RFC 9110 §12.5.4). Each is followed by what it is a
 * variety of, so that the first one in the list that exists is what RFC 4647 §3.4 (lookup) gives: `es-ES` finds `es`.
 *
 * @returns tags as FHIR writes them, e.g. `pt-BR`, `pt`, `en`; none when any language will do.
 */
export function languagesOf(req: RequestHead): readonly string[] {
  const header = headerOf(req, 'accept-language');
  if (header === undefined) return [];
  const ranges = header.split(',', MAX_RANGES).map(readRange);
  const wanted = ranges.filter(({ tag, quality }) => quality > 0 && isLanguage(tag));
  wanted.sort((a, b) => b.quality - a.quality);
  return [...new Set(wanted.flatMap(({ tag }) => rangesOf(normaliseLanguage(tag))))];
}

function readRange(text: string): { readonly tag: string; readonly quality: number } {
  const [tag = '', weight] = text.split(';', 2);
  const [, quality = weight === undefined ? '1' : '0'] =
    /^\s*q=([01](?:\.\d{0,3})?)\s*$/i.exec(weight ?? '') ?? [];
  return { tag: tag.trim(), quality: Number(quality) };
}
