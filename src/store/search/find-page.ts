import type { SearchQuery } from '../../search/search-query.js';
import type { Queries } from '../database.js';

/** A resource that a search found; the store has its text. */
export interface Found {
  readonly type: string;
  readonly id: string;
}

/** One page of a search. */
export interface FoundPage {
  readonly matches: readonly Found[];
  readonly included: readonly Found[];
  readonly total: number | null;
  readonly next: string | null;
  readonly previous: string | null;
}

/** Answers a search from the index; it finds current resources of the tenant only. */
export function findPage(_queries: Queries, _tenant: string, query: SearchQuery): Promise<FoundPage> {
  throw new Error(`not built yet: ${query.type}`);
}
