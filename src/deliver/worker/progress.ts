import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { DeliveryOutcome } from '../outcome.js';
import type { PlannedRequest } from '../planned-request.js';

/**
 * How far a delivery has come. It is kept with the delivery, so that another process, and this one after a crash, goes on from there.
 * What is kept must never say more than the destination has: it may be what an attempt left that was killed later.
 */
export interface Progress {
  /** Keys of the requests that the destination has answered well, and that nothing else was sent in the place of. */
  readonly done: Set<string>;
  /** What references mean there, e.g. `urn:uuid:…` → `Media/17`. */
  readonly found: Map<string, string>;
}

/** After these the destination still has what it had; after others somebody may have to look anew. */
const KEPT_AFTER: ReadonlySet<DeliveryOutcome> = new Set([
  'transient',
  'unreachable',
  'unanswered',
  'server-error',
  'timed-out',
  'unverifiable',
  'throttled',
  'conflict',
]);

const written = z.object({ done: z.array(z.string()), found: z.record(z.string(), z.string()) });

const NOTHING: z.infer<typeof written> = { done: [], found: {} };

/** Reads what {@link writeProgress} wrote. Of what another version of the gateway wrote nothing is known, which is safe. */
export function readProgress(text: string | null): Progress {
  const { done, found } = text === null ? NOTHING : written.catch(NOTHING).parse(JSON.parse(text));
  return { done: new Set(done), found: new Map(Object.entries(found)) };
}

/** @returns null when there is nothing to go on from. */
export function writeProgress({ done, found }: Progress): string | null {
  if (done.size + found.size === 0) return null;
  return JSON.stringify({ done: [...done], found: Object.fromEntries(found) });
}

/** What the next attempt may go on from, when one has ended so. */
export function progressAfter(outcome: DeliveryOutcome, progress: Progress): string | null {
  return KEPT_AFTER.has(outcome) ? writeProgress(progress) : null;
}

/** Tells requests apart by all that they say: one that says something else is another. */
export function requestKey({ method, path, body }: Pick<PlannedRequest, 'method' | 'path' | 'body'>): string {
  return createHash('sha256').update(`${method} ${path}\n${body}`).digest('base64url');
}
