import type { ServerResponse } from 'node:http';
import { vary } from './header.js';

/** What may be in a language. */
interface Spoken {
  readonly language?: string | undefined;
}

/**
 * Says which languages an answer is in (RFC 9110 §8.5), where `Accept-Language` had a say in it.
 *
 * @param resources that it holds; their languages are BCP 47.
 */
export function tellLanguages(res: ServerResponse, resources: readonly Spoken[]): void {
  vary(res, 'Accept-Language');
  tellContentLanguages(res, resources);
}

/** The same, where `Accept-Language` had none. */
export function tellContentLanguages(res: ServerResponse, resources: readonly Spoken[]): void {
  const languages = new Set(resources.flatMap(({ language }) => language ?? []));
  if (languages.size > 0) res.setHeader('Content-Language', [...languages].join(', '));
}
