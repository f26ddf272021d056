import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';

/** What a request says of where it comes from. */
export interface Sent extends Pick<IncomingMessage, 'headersDistinct'> {
  readonly socket: Pick<Socket, 'remoteAddress'>;
}

/**
 * The address of whoever sent a request.
 *
 * @param trustedProxies how many proxies of ours stand before this server, each of which adds the address that it was asked from to
 * `X-Forwarded-For`. What stands further left may be invented by the caller.
 */
export function clientAddress(req: Sent, trustedProxies: number): string {
  const { remoteAddress = '' } = req.socket;
  if (trustedProxies === 0) return remoteAddress;
  const forwarded = (req.headersDistinct['x-forwarded-for'] ?? []).join(',').split(',');
  const hops = [remoteAddress, ...forwarded.map((hop) => hop.trim()).reverse()].filter((hop) => hop !== '');
  return hops[Math.min(trustedProxies, hops.length - 1)] ?? '';
}
