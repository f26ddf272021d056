import { createHash } from 'node:crypto';
import type { DeliveryOutcome } from '../outcome.js';
import type { PlannedRequest } from '../planned-request.js';
import type { AttemptEnd } from './pace.js';

/** How far a delivery of several requests has come. */
export interface Progress {
  /** Keys of the requests that the destination has answered well. */
  readonly done: Set<string>;
  /** What references mean there, e.g. `urn:uuid:…` → `Media/17`. */
  readonly found: Map<string, string>;
}

/** What this process remembers of deliveries that are tried again. Another process begins anew, which is safe. */
export interface ProgressMemory {
  /** Of a delivery, empty when nothing is known; what is added to it is kept. */
  readonly of: (deliveryId: string) => Progress;
  /** An attempt has ended so. */
  readonly ended: (deliveryId: string, outcome: AttemptEnd) => void;
}

/** After these the destination still has what it had; after others somebody may have to look anew. */
const KEPT_AFTER: ReadonlySet<DeliveryOutcome | 'busy'> = new Set([
  'transient',
  'unreachable',
  'unanswered',
  'server-error',
  'timed-out',
  'unverifiable',
  'throttled',
  'conflict',
  'busy',
]);

/** More than are on their way; older ones are forgotten. */
const MOST = 10_000;

/** Makes an empty one, for one destination. */
export function createProgressMemory(): ProgressMemory {
  const known = new Map<string, Progress>();
  return {
    of: (deliveryId) => {
      const progress = known.get(deliveryId) ?? { done: new Set(), found: new Map() };
      known.delete(deliveryId);
      known.set(deliveryId, progress);
      const [oldest] = known.keys();
      if (known.size > MOST && oldest !== undefined) known.delete(oldest);
      return progress;
    },
    ended: (deliveryId, outcome) => {
      if (outcome === null || !KEPT_AFTER.has(outcome)) known.delete(deliveryId);
    },
  };
}

/** Tells requests apart by all that they say: one that says something else is another. */
export function requestKey({ method, path, body }: Pick<PlannedRequest, 'method' | 'path' | 'body'>): string {
  return createHash('sha256').update(`${method} ${path}\n${body}`).digest('base64url');
}
