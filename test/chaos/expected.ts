import { isResource, type HeldResource } from '../../src/deliver/sandbox/resource.js';
import type { Store } from '../../src/store/store.js';
import { TENANT } from './delivering-gateway.js';
import { fingerprints, type Fingerprint } from './fingerprints.js';
import { numberedReport } from './numbered-report.js';

/** What destinations are to hold of reports 0 to `count` - 1: what the store has. @throws Error when it does not have one. */
export async function expected(store: Store, count: number): Promise<Fingerprint[]> {
  const all = new Map<string, Fingerprint>();
  for (let number = 0; number < count; number += 1) {
    const { id } = numberedReport({ number, revision: 1 });
    const versions = await store.readReport(TENANT, id, []);
    if (versions === null || 'erasedAt' in versions)
      throw new Error(`report ${number} was taken in and is not there`);
    const resources = versions.map(({ json }): unknown => JSON.parse(json)).filter(isHeld);
    for (const one of fingerprints(resources)) all.set(one.key, one);
  }
  return [...all.values()];
}

function isHeld(value: unknown): value is HeldResource {
  return isResource(value);
}
