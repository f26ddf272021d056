import { hash } from 'node:crypto';

/** RFC 9562 appendix: the namespace of names that are URLs. */
const URL_NAMESPACE = '6ba7b8119dad11d180b400c04fd430c8';

/** Names up to this many bytes are hashed without copying; longer ones (a very long media path) cost one buffer. */
const SCRATCH_BYTES = 2048;

const encoder = new TextEncoder();

/** Gives the version-5 UUID (RFC 9562 §5.5), lower case, of a name in one fixed namespace. */
export type IdSource = (name: string) => string;

/**
 * Makes the deterministic id source of one namespace.
 *
 * @param namespace a URI; its own version-5 UUID in the URL namespace becomes the namespace of every id.
 * @returns a function name → UUID. Same namespace and name, same id, for ever.
 */
export function createIdSource(namespace: string): IdSource {
  const uuid = idsIn(Buffer.from(URL_NAMESPACE, 'hex'))(namespace);
  return idsIn(Buffer.from(uuid.replaceAll('-', ''), 'hex'));
}

function idsIn(namespace: Buffer): IdSource {
  const scratch = Buffer.allocUnsafe(namespace.length + SCRATCH_BYTES);
  namespace.copy(scratch);
  const room = scratch.subarray(namespace.length);
  // Views of namespace and name, by the length of the name: making one anew for each id would cost more than the rest.
  const views: Uint8Array[] = [];
  return (name) => {
    const { read, written } = encoder.encodeInto(name, room);
    const bytes =
      read < name.length
        ? Buffer.concat([namespace, encoder.encode(name)])
        : (views[written] ??= scratch.subarray(0, namespace.length + written));
    return formatted(hash('sha1', bytes, 'hex'));
  };
}

/** First hex digit of the variant octet, by its old value: the two high bits become 10 (RFC 9562 §4.1). */
const VARIANT = '89ab89ab89ab89ab';

function formatted(sha1: string): string {
  const variant = VARIANT.charAt(parseInt(sha1.charAt(16), 16));
  return `${sha1.slice(0, 8)}-${sha1.slice(8, 12)}-5${sha1.slice(13, 16)}-${variant}${sha1.slice(17, 20)}-${sha1.slice(20, 32)}`;
}
