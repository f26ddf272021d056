import type { Dispatcher } from 'undici';
import { z } from 'zod';
import type { Answered } from '../answer.js';
import { withDeadline } from '../deadline.js';
import { exchange, type WireRequest } from '../exchange.js';
import { readWire } from '../read-wire.js';
import { NoCredentials } from './authoriser.js';
import type { AccessToken } from './token-cache.js';

const TIMEOUT_MS = 10_000;
/** Of a token whose life the server does not say (RFC 6749 §5.1 recommends that it does). */
const UNSTATED_LIFE_S = 60;
const LONGEST_SKEW_MS = 30_000;

const tokenSchema = z.object({
  access_token: z.string().regex(/^[\x21-\x7e]{1,16384}$/),
  token_type: z.string().regex(/^bearer$/i),
  expires_in: z.coerce.number().positive().max(86_400).catch(UNSTATED_LIFE_S),
});

/** What a token request says, and where. */
export interface TokenRequest {
  readonly url: string;
  readonly form: Readonly<Record<string, string>>;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
}

/** How things outside are reached. */
export interface TokenWire {
  readonly dispatcher: Dispatcher;
  /** ms since the epoch. */
  readonly wallClockMs: () => number;
}

/**
 * Asks for an access token (RFC 6749 §4.4.2, §5).
 *
 * @throws NoCredentials
 */
export async function requestToken(request: TokenRequest, wire: TokenWire): Promise<AccessToken> {
  const answer = await ask(wire.dispatcher, request.url, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...request.headers },
    body: new URLSearchParams(request.form).toString(),
  });
  if (answer.status === 200) {
    const token = tokenSchema.safeParse(answer.body);
    if (!token.success) throw new NoCredentials('TOKEN_ENDPOINT');
    return { value: token.data.access_token, lifeSeconds: token.data.expires_in };
  }
  if (answer.status === 408 || answer.status === 429 || answer.status >= 500)
    throw new NoCredentials('TOKEN_UNAVAILABLE');
  if (![400, 401, 403].includes(answer.status)) throw new NoCredentials('TOKEN_ENDPOINT');
  throw new NoCredentials(isSkewed(answer, wire.wallClockMs()) ? 'TOKEN_REFUSED_CLOCK' : 'TOKEN_REFUSED');
}

/** A signed assertion is good for minutes only: a clock that is wrong is the usual cause of `invalid_client`. */
function isSkewed({ headers }: Answered, nowMs: number): boolean {
  const theirs = Date.parse(headers.date ?? '');
  return Math.abs(theirs - nowMs) > LONGEST_SKEW_MS;
}

/**
 * Sends one request of OAuth.
 *
 * @throws NoCredentials `TOKEN_UNAVAILABLE` when there is no answer.
 */
export async function ask(
  dispatcher: Dispatcher,
  url: string,
  { method, headers, body }: Pick<WireRequest, 'method' | 'headers' | 'body'>,
): Promise<Answered> {
  const { origin, pathname, search } = new URL(url);
  const request: WireRequest = {
    origin,
    path: `${pathname}${search}`,
    method,
    headers: { accept: 'application/json', 'accept-encoding': 'identity', ...headers },
    body,
  };
  const reply = await withDeadline(TIMEOUT_MS, undefined, (signal) => exchange(dispatcher, request, signal));
  if (reply.kind === 'unanswered') throw new NoCredentials('TOKEN_UNAVAILABLE');
  return readWire(reply);
}
