import type { Answer } from './answer.js';
import { applyWrite, linked } from './apply-write.js';
import type { Asked } from './asked.js';
import { locationOf, statusOf } from './entry-response.js';
import type { Holdings } from './holdings.js';
import { matchesOf } from './match.js';
import { Refusal } from './refusal.js';
import { parse, type StoredVersion } from './resource-store.js';
import { demand, resolveWrite, type Write } from './resolve-write.js';

/** Conditions of reads, beside those of writes. */
const SEARCHABLE = ['identifier', '_id', '_tag'];

/**
 * Does one interaction with one type.
 *
 * @throws Refusal
 */
export function interact(asked: Asked, holdings: Holdings): Answer {
  if (asked.method !== 'GET') return write(asked, holdings);
  return asked.id === undefined ? search(asked, holdings) : read(asked, holdings);
}

function read(asked: Asked, { store, behaviour }: Holdings): Answer {
  demand('read', asked, behaviour);
  const address = `${asked.type}/${asked.id ?? ''}`;
  const stored = store.get(address);
  if (stored === undefined) throw new Refusal('unknown-id', address);
  if (stored.isDeleted) throw new Refusal('deleted', address);
  return { status: 200, headers: { etag: `W/"${stored.version}"` }, body: parse(stored) };
}

function search(asked: Asked, { store, behaviour, base }: Holdings): Answer {
  demand('search-type', asked, behaviour);
  const addresses = matchesOf(asked.type, asked.condition ?? new URLSearchParams(), SEARCHABLE, store);
  const entry = addresses.flatMap((address) => {
    const stored = store.get(address);
    return stored === undefined
      ? []
      : [{ fullUrl: `${base}/${address}`, resource: parse(stored), search: { mode: 'match' } }];
  });
  const empty = entry.length === 0 ? {} : { entry };
  return {
    status: 200,
    headers: {},
    body: { resourceType: 'Bundle', type: 'searchset', total: entry.length, ...empty },
  };
}

function write(asked: Asked, holdings: Holdings): Answer {
  const around = { ...holdings, places: new Map<string, string>(), coming: new Set<string>() };
  const resolved = resolveWrite(asked, holdings);
  // A resource may refer to itself.
  const ready = linked(resolved, { ...around, coming: new Set([resolved.address]) });
  holdings.spend(1);
  return writeAnswer(ready, applyWrite(ready, around), holdings);
}

function writeAnswer(done: Write, stored: StoredVersion | undefined, holdings: Holdings): Answer {
  const status = statusOf(done);
  if (stored === undefined || done.kind === 'delete') return { status, headers: {}, body: undefined };
  const location = locationOf(stored, holdings, 'absolute');
  const { answersWithResource } = holdings.behaviour;
  return {
    status,
    headers: { etag: `W/"${stored.version}"`, ...(status === 201 ? { location } : {}) },
    body: answersWithResource ? parse(stored) : undefined,
  };
}
