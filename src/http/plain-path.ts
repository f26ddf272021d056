import type { Middleware } from './middleware.js';

/** What is never meant otherwise when it is percent-encoded: RFC 3986 §2.3, and the `$` of operations, which many clients encode. */
const PLAIN = /^[\w.~$-]$/;

/** Scheme and authority of a request target in absolute form, which servers must accept (RFC 9112 §3.2.2). */
const ORIGIN = /^https?:\/\/[^/?#]*/i;

/**
 * Lets routes see `%24fetch` as `$fetch` (RFC 3986 §6.2.2.2). Octets that would change what the address means, such as
 * `%2F`, stay encoded; the query is left alone. Of a target in absolute form they see path and query.
 */
export const plainPath: Middleware = (req, _res, next) => {
  const url = req.url ?? '';
  if (url.startsWith('/') && !url.includes('%')) {
    next();
    return;
  }
  const [path = '', ...query] = originForm(url).split('?');
  req.url = [path.replace(/%[0-9a-f]{2}/gi, plain), ...query].join('?');
  next();
};

function originForm(url: string): string {
  const rest = url.replace(ORIGIN, '');
  return rest === url || rest.startsWith('/') ? rest : `/${rest}`;
}

function plain(encoded: string): string {
  const character = String.fromCharCode(Number.parseInt(encoded.slice(1), 16));
  return PLAIN.test(character) ? character : encoded;
}
