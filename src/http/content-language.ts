import type { ServerResponse } from 'node:http';
import { vary } from './header.js';

/**
 * Says which languages an answer is in (RFC 9110 §8.5), where `Accept-Language` had a say in it.
 *
 * @param resources that it holds; their languages are BCP 47.
 */
export function tellLanguages(
  res: ServerResponse,
  resources: readonly { readonly language: string }[],
): void {
  vary(res, 'Accept-Language');
  const languages = new Set(resources.map(({ language }) => language));
  if (languages.size > 0) res.setHeader('Content-Language', [...languages].join(', '));
}
