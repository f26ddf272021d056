import type { FhirResource } from 'fhir/r4.js';
import { ask } from '../receiver/sandbox/ask-receiver.js';

/** A FHIR server at an address. */
export interface FhirServer {
  /** Base, without a trailing slash. */
  readonly url: string;
}

/** Reads a resource. */
export async function read(server: FhirServer, address: string): Promise<FhirResource> {
  const { status, body } = await ask(server, 'GET', address);
  if (status !== 200) throw new Error(`${status} for ${address}`);
  return body as FhirResource;
}

/** Addresses that a search finds, in order. */
export async function find(server: FhirServer, search: string): Promise<string[]> {
  const { body } = await ask(server, 'GET', `${search}&_count=100`);
  return (body?.entry ?? [])
    .map(({ resource }) => `${resource?.resourceType ?? ''}/${resource?.id ?? ''}`)
    .sort();
}
