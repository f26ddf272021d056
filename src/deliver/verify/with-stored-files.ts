import { isObject, type JsonObject } from '../../fhir/check/json-object.js';
import { attachmentOf, binaryIdOf } from '../plan/media.js';
import { without } from '../plan/without.js';

/**
 * A resource as it was sent to a destination that wants files in it, without fetching them again: where the bytes of a file are there,
 * they take the place of the link, with the size and the SHA-1 that these bytes have. So bytes that are not those that were sent differ
 * from the size and the hash that came with them; a file that is not there at all is a link that was dropped.
 *
 * @param sent with links to the gateway's Binaries.
 * @param stored what the destination has.
 */
export function withStoredFiles(sent: JsonObject, stored: JsonObject): JsonObject {
  const members = Object.entries(sent).map(([name, value]): [string, unknown] => [
    name,
    filled(value, stored[name]),
  ]);
  return Object.fromEntries(members);
}

function filled(sent: unknown, stored: unknown): unknown {
  if (Array.isArray(sent))
    return sent.map((item: unknown, at) => filled(item, Array.isArray(stored) ? stored[at] : undefined));
  if (!isObject(sent) || !isObject(stored)) return sent;
  const { data, contentType } = stored;
  if (binaryIdOf(sent) === null || typeof data !== 'string') return withStoredFiles(sent, stored);
  const bytes = Buffer.from(data, 'base64');
  // The type is that of the bytes, which may say more than the vendor did.
  const file = attachmentOf({ contentType: typeof contentType === 'string' ? contentType : '', bytes });
  return { ...without(sent, 'url'), ...file };
}
