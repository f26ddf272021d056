import type { IncomingMessage } from 'node:http';
import { OutcomeError } from '../../fhir/outcome.js';
import type { Erased, Store } from '../../store/store.js';

/** Where resources of a type are kept, and whose. */
export interface ResourceSource {
  readonly store: Store;
  /** Whose resources a request is about. */
  readonly tenantOf: (req: IncomingMessage) => string;
  /** FHIR base as clients reach it, without trailing slash. */
  readonly baseUrl: string;
}

/** https://hl7.org/fhir/R4/datatypes.html#id */
const ID = /^[A-Za-z0-9.-]{1,64}$/;

/** Where ids stand in `/fhir/{type}/{id}/_history/{versionId}`. */
const PLACES = { id: 3, versionId: 5 } as const;

/**
 * The id in a request's address. It is read from the address itself, because not every request comes through Express.
 *
 * @throws OutcomeError 404 for what cannot be an id: nothing has it.
 */
export function idIn({ url = '' }: Pick<IncomingMessage, 'url'>, name: keyof typeof PLACES = 'id'): string {
  const [path = ''] = url.split('?', 1);
  const id = path.split('/')[PLACES[name]] ?? '';
  if (!isId(id)) throw unknown();
  return id;
}

/** Whether a text may be an id. */
export function isId(text: string): boolean {
  return ID.test(text);
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
  if (found === null) throw unknown();
  return found;
}

/** Whether something was there and was erased. */
export function isErased(found: unknown): found is Erased {
  return typeof found === 'object' && found !== null && 'erasedAt' in found;
}

function unknown(): OutcomeError {
  return new OutcomeError('not-found', 'There is no such resource.');
}
