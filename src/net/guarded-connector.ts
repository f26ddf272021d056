import { lookup as systemLookup, type LookupAddress, type LookupOptions } from 'node:dns';
import { isIP, type LookupFunction, type Socket } from 'node:net';
import { buildConnector } from 'undici';
import type { AllowedHost } from './allowed-host.js';
import { isWithin, type Reach } from './special-address.js';
import { tlsOptions, type TlsIdentity } from './tls-identity.js';

/** How connections are made. */
export interface ConnectorOptions {
  readonly timeoutMs: number;
  /** The only hosts that are connected to. */
  readonly hosts: readonly AllowedHost[];
  /** Finds the addresses of a name; the system's resolver by default. */
  readonly lookup?: LookupFunction;
  readonly tls?: TlsIdentity;
}

/** The connection would lead to a host that is not listed, or to an address where that host must not be. */
class AddressRefused extends Error {
  override readonly name = 'AddressRefused';
  readonly code = 'ADDRESS_REFUSED';
}

/**
 * Makes the connections of a client that may only ask certain hosts. What a name stands for is decided by whoever has the name, so
 * addresses are looked at twice: all that the resolver gives, or the host itself where it is an address already, before anything is
 * sent, and then the one that was connected to.
 */
export function guardedConnector(options: ConnectorOptions): buildConnector.connector {
  const { timeoutMs, hosts, lookup = systemLookup, tls = {} } = options;
  const connectWithin = new Map(
    (['public', 'private', 'loopback'] satisfies Reach[]).map((reach) => [
      reach,
      buildConnector({ timeout: timeoutMs, lookup: lookupWithin(reach, lookup), ...tlsOptions(tls) }),
    ]),
  );
  return (target, callback) => {
    const origin = originOf(target);
    const reach = hosts.find((host) => host.origin === origin)?.reach;
    const connect = reach === undefined ? undefined : connectWithin.get(reach);
    if (reach === undefined || connect === undefined) {
      callback(new AddressRefused('The host is not on the list.'), null);
      return;
    }
    const { hostname } = new URL(origin);
    const literal = hostname.replace(/^\[|\]$/g, '');
    if (isIP(literal) !== 0 && !isWithin(reach, literal)) {
      callback(new AddressRefused('The host is an address where it must not be.'), null);
      return;
    }
    connect(target, (...[error, socket]) => {
      if (error !== null) callback(error, null);
      else if (isWithin(reach, socket.remoteAddress ?? '')) callback(null, endingWithItsError(socket));
      else {
        socket.destroy();
        callback(new AddressRefused('The host is at an address where it must not be.'), null);
      }
    });
  };
}

/**
 * With TLS 1.3 a server refuses our certificate after the handshake: Node tells of its alert (RFC 8446 §6.2), and then of the end of the
 * connection, which is what undici would go by.
 */
function endingWithItsError<S extends Socket>(socket: S): S {
  socket.once('error', (error) => socket.destroy(error));
  return socket;
}

function originOf({ protocol, hostname, port }: buildConnector.Options): string {
  const host = hostname.includes(':') && !hostname.startsWith('[') ? `[${hostname}]` : hostname;
  return new URL(`${protocol}//${host}${port === '' ? '' : `:${port}`}`).origin;
}

/** One bad address among good ones spoils them all: the socket might take either. */
function lookupWithin(reach: Reach, lookup: LookupFunction): LookupFunction {
  return (hostname, options: LookupOptions, callback) => {
    lookup(hostname, options, (error, found: string | LookupAddress[], family) => {
      if (error !== null) {
        callback(error, found, family);
        return;
      }
      const addresses = typeof found === 'string' ? [found] : found.map(({ address }) => address);
      const isSafe = addresses.length > 0 && addresses.every((address) => isWithin(reach, address));
      callback(
        isSafe ? null : new AddressRefused('The name leads to an address where it must not.'),
        found,
        family,
      );
    });
  };
}
