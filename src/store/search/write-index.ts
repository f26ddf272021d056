/* eslint-disable @typescript-eslint/no-unused-vars -- signatures first: others build on them */
import type { IdentifiedResource } from '../../fhir/bundle.js';
import type { Queries } from '../database.js';

/** A resource that becomes the one that searches find. */
export interface ToIndex {
  readonly resource: IdentifiedResource;
  /** Its meta.lastUpdated, in ms since the epoch. */
  readonly updatedMs: number;
}

/** Puts resources into the index, in the place of what was indexed under their ids. */
export function writeIndex(
  _queries: Queries,
  _tenant: string,
  _resources: readonly ToIndex[],
): Promise<void> {
  return Promise.resolve();
}

/** Takes a resource out of the index. */
export function dropIndex(_queries: Queries, _tenant: string, _type: string, _id: string): Promise<void> {
  return Promise.resolve();
}
