import type { Middleware } from './middleware.js';

/** What is never meant otherwise when it is percent-encoded: RFC 3986 §2.3, and the `$` of operations, which many clients encode. */
const PLAIN = /^[\w.~$-]$/;

/**
 * Lets routes see `%24fetch` as `$fetch` (RFC 3986 §6.2.2.2). Octets that would change what the address means, such as
 * `%2F`, stay encoded; the query is left alone.
 */
export const plainPath: Middleware = (req, _res, next) => {
  const url = req.url ?? '';
  if (url.includes('%')) {
    const [path = '', ...query] = url.split('?');
    req.url = [path.replace(/%[0-9a-f]{2}/gi, plain), ...query].join('?');
  }
  next();
};

function plain(encoded: string): string {
  const character = String.fromCharCode(Number.parseInt(encoded.slice(1), 16));
  return PLAIN.test(character) ? character : encoded;
}
