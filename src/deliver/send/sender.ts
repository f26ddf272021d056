import type { DeliveryDestination } from '../destination/delivery-destination.js';
import type { PlannedRequest } from '../planned-request.js';
import type { Answer } from './answer.js';

/** What of a destination sending to it takes. */
export type SendTarget = Pick<
  DeliveryDestination,
  'baseUrl' | 'headers' | 'auth' | 'tls' | 'isPrivate' | 'hasTrailingSlash' | 'timeoutMs' | 'concurrency'
>;

/** The way to one destination. It keeps its connections and its token until it is closed. */
export interface Sender {
  /**
   * Sends a request, once; a second time only when its credentials were refused (401) and others could be had.
   *
   * @param correlationId goes out as X-Request-Id.
   * @param signal ends it early: then the code is `ABORTED`.
   * @returns what was answered; it throws for nothing that happens outside this process.
   * @throws TypeError for a path that leads off the base, and while references in it are open.
   */
  readonly send: (request: PlannedRequest, correlationId: string, signal?: AbortSignal) => Promise<Answer>;
  /**
   * Reads from the destination.
   *
   * @param path below the base, or a URL that begins with it, as the `next` link of a search does.
   * @throws TypeError for one that leads off the base.
   */
  readonly get: (path: string, signal?: AbortSignal) => Promise<Answer>;
  /** Credentials that went out last, as values of headers. Secret: answers that quote them are censored. */
  readonly credentials: () => readonly string[];
  /** Ends what is under way and all connections. */
  readonly close: () => Promise<void>;
}
