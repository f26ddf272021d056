import type { IncomingMessage } from 'node:http';
import { OutcomeError } from '../../fhir/outcome.js';
import { headerOf } from '../../http/header.js';

/** What a key may be: the draft's quoted string, or the same without quotes, as most clients send it. */
const KEY = /^(?:"([\x21-\x7e]{1,253})"|(?!"")([\x21-\x7e]{1,255}))$/;

/**
 * The key that makes asking again safe (https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/).
 *
 * @returns without quotes, which a library or a proxy may put around it or take away: both are one key. undefined when there is none.
 * @throws OutcomeError 400.
 */
export function idempotencyKeyOf(req: IncomingMessage): string | undefined {
  const key = headerOf(req, 'idempotency-key');
  if (key === undefined) return undefined;
  const [, quoted, bare] = KEY.exec(key) ?? [];
  const read = quoted ?? bare;
  if (read === undefined)
    throw new OutcomeError('malformed', 'Idempotency-Key must be 1 to 255 visible ASCII characters.');
  return read;
}
