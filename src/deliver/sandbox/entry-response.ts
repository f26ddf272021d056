import { formed } from './formed.js';
import type { Holdings } from './holdings.js';
import type { Refusal } from './refusal.js';
import { parse, type StoredVersion } from './resource-store.js';
import type { Write } from './resolve-write.js';

const REASONS: Readonly<Record<number, string>> = { 200: 'OK', 201: 'Created', 204: 'No Content' };

/** What an entry that was done is answered with. */
export function entryResponse(write: Write, stored: StoredVersion | undefined, holdings: Holdings): unknown {
  const { behaviour } = holdings;
  const status = statusOf(write);
  if (stored === undefined || write.kind === 'delete') return { response: { status: reason(204) } };
  const outcome = behaviour.entryOutcome?.(write.kind === 'create');
  return {
    ...(behaviour.entriesWithResource ? { resource: parse(stored) } : {}),
    response: {
      status: reason(status),
      location: locationOf(stored, holdings, behaviour.locations),
      etag: behaviour.entryEtag(String(stored.version)),
      lastModified: stored.lastUpdated,
      ...(outcome === undefined ? {} : { outcome }),
    },
  };
}

/** What an entry that was refused is answered with. */
export function refusedEntry(refusal: Refusal, holdings: Holdings): unknown {
  const { status, body } = formed(refusal, holdings);
  return { response: { status: String(status), outcome: body } };
}

/** `Type/id/_history/1`, with the base in front where the server writes it so. */
export function locationOf(
  { address, version }: StoredVersion,
  { base }: Pick<Holdings, 'base'>,
  form: 'relative' | 'absolute',
): string {
  return `${form === 'absolute' ? `${base}/` : ''}${address}/_history/${version}`;
}

/** HTTP status of a write that was done. */
export function statusOf({ kind }: Write): number {
  if (kind === 'delete') return 204;
  return kind === 'create' ? 201 : 200;
}

function reason(status: number): string {
  return `${status} ${REASONS[status] ?? ''}`.trim();
}
