import { isObject, objectsIn, type JsonObject } from '../json-object.js';
import type { Visit } from '../visit.js';

const REQUESTS: readonly unknown[] = ['batch', 'transaction', 'history'];
const RESPONSES: readonly unknown[] = ['batch-response', 'transaction-response', 'history'];

/** https://hl7.org/fhir/R4/bundle.html#invs: what a Bundle of its type has and has not. */
export function checkBundle(bundle: JsonObject, visit: Visit): void {
  const { type, total, entry } = bundle;
  if (total !== undefined && type !== 'searchset' && type !== 'history') {
    visit.error('invariant', 'Only a search result or a history has a total (bdl-1).', '.total');
  }
  const isRequested = REQUESTS.includes(type);
  const isAnswered = RESPONSES.includes(type);
  let index = 0;
  for (const one of objectsIn(entry)) {
    if (one['search'] !== undefined && type !== 'searchset') {
      visit.error('invariant', 'Only a search result has search scores (bdl-2).', `.entry[${index}].search`);
    }
    if ((one['request'] !== undefined) !== isRequested) {
      const text = 'A request belongs to batch, transaction and history, and to nothing else (bdl-3).';
      visit.error('invariant', text, `.entry[${index}].request`);
    }
    if ((one['response'] !== undefined) !== isAnswered) {
      const text = 'A response belongs to answers and history, and to nothing else (bdl-4).';
      visit.error('invariant', text, `.entry[${index}].response`);
    }
    if (one['resource'] === undefined && one['request'] === undefined && one['response'] === undefined) {
      visit.error(
        'invariant',
        'An entry has a resource, a request or a response (bdl-5).',
        `.entry[${index}]`,
      );
    }
    index++;
  }
}

/** bdl-9 to bdl-12: documents and messages. */
export function checkDocument(bundle: JsonObject, visit: Visit): void {
  const { type, entry, timestamp } = bundle;
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
