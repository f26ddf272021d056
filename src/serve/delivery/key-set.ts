import type { RequestHandler } from 'express';
import { sendJson } from '../../http/send-json.js';

/** Public keys as JSON Web Keys (RFC 7517 §5). */
export interface KeySet {
  readonly keys: readonly object[];
}

/** So long a server may go by what it has read: the next key is to be published for longer than this before it signs. */
const CACHE_SECONDS = 300;

/**
 * Serves the keys that we sign with towards destinations. Authorization servers read them without credentials, and take them for
 * JSON more surely than for `application/jwk-set+json`.
 */
export function keySet(set: KeySet): RequestHandler {
  return (_req, res) => {
    res.setHeader('Cache-Control', `public, max-age=${CACHE_SECONDS}`);
    // Not Express's `send`, which answers `If-None-Match: *` with 304 where there is no ETag to compare.
    sendJson(res, 200, set);
  };
}
