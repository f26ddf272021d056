import { isObject, objectsIn, type JsonObject } from './json-object.js';
import type { Visit } from './visit.js';

const REQUESTS: readonly unknown[] = ['batch', 'transaction', 'history'];
const RESPONSES: readonly unknown[] = ['batch-response', 'transaction-response', 'history'];

/** https://hl7.org/fhir/R4/bundle.html#invs: what a Bundle of its type has and has not. */
export function checkBundle(bundle: JsonObject, visit: Visit): void {
  const { type, total, entry, timestamp } = bundle;
  if (total !== undefined && type !== 'searchset' && type !== 'history') {
    visit.error('invariant', 'Only a search result or a history has a total (bdl-1).', '.total');
  }
  for (const [index, one] of objectsIn(entry).entries()) checkEntry(one, type, `.entry[${index}]`, visit);
  if (type === 'document') {
    const identifier = isObject(bundle['identifier']) ? bundle['identifier'] : {};
    if (identifier['system'] === undefined || identifier['value'] === undefined) {
      visit.error('invariant', 'A document has an identifier with system and value (bdl-9).', '.identifier');
    }
    if (timestamp === undefined) visit.error('invariant', 'A document has a date (bdl-10).', '.timestamp');
    checkFirst(entry, 'Composition', 'bdl-11', visit);
  }
  if (type === 'message') checkFirst(entry, 'MessageHeader', 'bdl-12', visit);
}

function checkFirst(entry: unknown, expected: string, invariant: string, visit: Visit): void {
  const resource = objectsIn(entry)[0]?.['resource'];
  if (!isObject(resource) || resource['resourceType'] !== expected) {
    visit.error('invariant', `The first resource is a ${expected} (${invariant}).`, '.entry[0].resource');
  }
}

function checkEntry(entry: JsonObject, bundleType: unknown, at: string, visit: Visit): void {
  const { resource, request, response, search } = entry;
  if (search !== undefined && bundleType !== 'searchset') {
    visit.error('invariant', 'Only a search result has search scores (bdl-2).', `${at}.search`);
  }
  if ((request !== undefined) !== REQUESTS.includes(bundleType)) {
    visit.error(
      'invariant',
      'A request belongs to batch, transaction and history only (bdl-3).',
      `${at}.request`,
    );
  }
  if ((response !== undefined) !== RESPONSES.includes(bundleType)) {
    visit.error('invariant', 'A response belongs to answers and history only (bdl-4).', `${at}.response`);
  }
  if (resource === undefined && request === undefined && response === undefined) {
    visit.error('invariant', 'An entry has a resource, a request or a response (bdl-5).', at);
  }
}
