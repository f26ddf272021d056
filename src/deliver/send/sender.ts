import type { PlannedRequest } from '../planned-request.js';
import type { Answer } from './answer.js';
import type { OutboundAuth } from './outbound-auth.js';

/** Bounds of one exchange. */
export interface SendLimits {
  readonly connectTimeoutMs: number;
  /** Token, connecting, sending and the whole answer. */
  readonly totalTimeoutMs: number;
  /** Largest answer in bytes. */
  readonly maxBytes: number;
}

export const defaultSendLimits: SendLimits = {
  connectTimeoutMs: 5_000,
  totalTimeoutMs: 60_000,
  maxBytes: 16 * 1024 * 1024,
};

/** What the connections of a destination are secured with beyond the usual; all PEM. */
export interface TlsIdentity {
  /** Client certificate, with its chain. */
  readonly cert?: string | undefined;
  /** Its private key. */
  readonly key?: string | undefined;
  /** The certificate authorities that the server's certificate may come from, instead of the well-known ones. */
  readonly ca?: string | undefined;
}

/** All that sending to a destination takes. Checked before: see `checkDestination`. */
export interface SendTarget {
  /** FHIR base without a trailing slash. */
  readonly baseUrl: string;
  /** Further headers, in lower case; no credentials. */
  readonly headers: Readonly<Record<string, string>>;
  readonly auth: OutboundAuth;
  readonly tls: TlsIdentity;
  /** Permits addresses of the operator's own network (RFC 1918 and the like). A base on this machine leads there only. */
  readonly isPrivate: boolean;
  /** Sends Bundles to the base with a slash appended: some servers want it, others take it for another route. */
  readonly hasTrailingSlash: boolean;
  /** Connections at most. */
  readonly connections: number;
  readonly limits: SendLimits;
}

/** The way to one destination. It keeps its connections and its token until it is closed. */
export interface Sender {
  /**
   * Sends a request, once; a second time only when its access token was refused and another could be had.
   *
   * @param correlationId goes out as X-Request-Id.
   * @param signal ends it early: then the code is `ABORTED`.
   * @returns what was answered; it throws for nothing that happens outside this process.
   */
  readonly send: (request: PlannedRequest, correlationId: string, signal?: AbortSignal) => Promise<Answer>;
  /**
   * Reads from the destination.
   *
   * @param url below the base, or one that begins with it, as the `next` link of a search does.
   * @throws TypeError for one that leads off the base.
   */
  readonly get: (url: string, signal?: AbortSignal) => Promise<Answer>;
  /** Ends what is under way and all connections. */
  readonly close: () => Promise<void>;
}
