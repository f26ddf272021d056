import { pipeline, Readable, Transform } from 'node:stream';
import { sniff } from '../../vendor/media/file-type.js';
import type { OpenFile } from '../../vendor/media/open-file.js';

/** Larger files are not kept: a database is no place for videos. */
export const LARGEST_KEPT = 5 * 1024 * 1024;

/**
 * Passes a file on and keeps a copy when it has arrived whole.
 *
 * @param keep gets the bytes; the last byte is passed on when it is done. It may not throw.
 */
export function keepingFile(file: OpenFile, keep: (bytes: Uint8Array) => Promise<void>): OpenFile {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const copy = new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      size += chunk.byteLength;
      if (size <= LARGEST_KEPT) chunks.push(chunk);
      else chunks.length = 0;
      done(null, chunk);
    },
    flush(done) {
      if (size > LARGEST_KEPT) done();
      else
        void keep(Buffer.concat(chunks)).then(() => {
          done();
        });
    },
  });
  // Its errors are those of the copy, too, which somebody reads.
  pipeline(file.body, copy, () => undefined);
  return { ...file, body: copy };
}

/** A file that was kept. */
export function keptFile(bytes: Uint8Array): OpenFile | null {
  const type = sniff(bytes);
  return type === null ? null : { type, size: bytes.byteLength, body: Readable.from([Buffer.from(bytes)]) };
}
