import { isIP } from 'node:net';
import { ipKeyGenerator } from 'express-rate-limit';
import { OutcomeError } from '../fhir/outcome.js';
import { clientAddress, type Sent } from '../http/client-address.js';
import type { MinuteCounter } from './minute-counter.js';
import type { Principal } from './principal.js';

/** Bad credentials that one address may send within a minute before it is told to wait. */
export const FAILURE_LIMIT = 30;

/** One household or office gets this many leading bits of IPv6 (RFC 6177), and may use every address behind them. */
const IPV6_PREFIX = 56;

/**
 * Limits each client, whatever its addresses and credentials.
 *
 * @param perMinute requests within a minute; 0: no limit.
 * @returns a check that throws an OutcomeError 429 with `Retry-After`.
 */
export function clientLimit(perMinute: number, counter: MinuteCounter): (principal: Principal) => void {
  if (perMinute === 0) return () => undefined;
  return ({ client, tenant }) => {
    demandPatience(perMinute, counter.count(`${tenant} ${client}`));
  };
}

/**
 * Limits bad credentials by the address that they come from. Good ones from the same address are not held up: several clients may
 * stand behind it.
 *
 * @param trustedProxies how many proxies of ours stand before this server.
 * @returns a check for requests whose credentials are not valid; it throws an OutcomeError 429 with `Retry-After`.
 */
export function failureLimit(trustedProxies: number, counter: MinuteCounter): (req: Sent) => void {
  return (req) => {
    const address = clientAddress(req, trustedProxies);
    const key = isIP(address) === 0 ? address : ipKeyGenerator(address, IPV6_PREFIX);
    demandPatience(FAILURE_LIMIT, counter.count(key));
  };
}

function demandPatience(limit: number, counted: ReturnType<MinuteCounter['count']>): void {
  if (counted.times <= limit) return;
  throw new OutcomeError('throttled', 'There are too many requests. Try again later.', {
    headers: { 'Retry-After': String(counted.secondsLeft) },
  });
}
