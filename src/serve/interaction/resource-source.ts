import type { IncomingMessage } from 'node:http';
import { OutcomeError } from '../../fhir/outcome.js';
import type { Erased, Store } from '../../store/store.js';
import { noSuchResource } from '../routing/route.js';

/** What reading and searching ask of a store. */
export type ReadStore = Pick<Store, 'read' | 'readVersion' | 'history' | 'search'>;

/** Where resources of a type are kept, and whose. */
export interface ResourceSource {
  readonly store: ReadStore;
  /** Whose resources a request is about. */
  readonly tenantOf: (req: IncomingMessage) => string;
  /** FHIR base as clients reach it, without trailing slash. */
  readonly baseUrl: string;
}

/** Where reports are kept: whole, with what they were made from. */
export interface ReportSource extends ResourceSource {
  readonly store: Store;
}

/**
 * What a store found, if it is there.
 *
 * @throws OutcomeError 404 for what never was, 410 for what is there no more (https://hl7.org/fhir/R4/http.html#read).
 */
export function present<T>(found: T | Erased | null): T {
  const there = known(found);
  if (isErased(there)) throw new OutcomeError('gone', 'This resource is there no more.');
  return there;
}

/**
 * What a store found, even if it was erased.
 *
 * @throws OutcomeError 404 for what never was.
 */
export function known<T>(found: T | null): T {
  if (found === null) throw noSuchResource();
  return found;
}

/** Whether something was there and was erased. */
export function isErased(found: unknown): found is Erased {
  return typeof found === 'object' && found !== null && 'erasedAt' in found;
}
