import { Readable } from 'node:stream';
import { classifyError } from '../classify.js';
import { VendorFailure } from '../failure.js';
import { DeadlinePassed } from '../repeat.js';
import { type FileType, HEAD_BYTES, sniff } from './file-type.js';
import { type FileResponse, type FileSource, requestFile } from './request-file.js';
import type { Transfer } from './transfer.js';

/** A file on its way from the vendor. */
export interface OpenFile {
  readonly type: FileType;
  /** Bytes; null when it is not known before the end. */
  readonly size: number | null;
  /** Its error is a VendorFailure, or the reason of the caller's signal. Whoever does not read it to the end destroys it. */
  readonly body: Readable;
}

/** What is expected of a file. */
export interface Expectation {
  readonly kind: FileType['kind'];
  /** Largest file in bytes. */
  readonly maxBytes: number;
}

/**
 * Asks for a file and looks at its first bytes.
 *
 * @param transfer over when the body is closed, or when this throws.
 * @throws VendorFailure
 * @throws the reason of the transfer's signal.
 */
export async function openFile(
  url: string,
  source: FileSource,
  transfer: Transfer,
  { kind, maxBytes }: Expectation,
): Promise<OpenFile> {
  try {
    const response = await requestFile(url, source, transfer.signal);
    // Errors are told to whoever reads; without a listener of its own, one that comes between two reads would end the process.
    response.body.on('error', () => undefined);
    const size = sizeOf(response, maxBytes);
    const chunks = iteratorOf(response.body);
    const head = await readHead(chunks);
    const type = sniff(head);
    if (type?.kind !== kind) throw new VendorFailure('file-type');
    const failed = (error: unknown) => failureOf(error, url, transfer.signal);
    const body = Readable.from(continued(head, chunks, failed), { objectMode: false });
    body.once('close', () => {
      transfer.end();
    });
    return { type, size, body };
  } catch (error) {
    const failure = failureOf(error, url, transfer.signal);
    transfer.end();
    throw failure;
  }
}

/** A body that ends with its connection looks whole wherever it is cut (RFC 9112 §8): its length or its end must be marked. */
function sizeOf({ headers }: FileResponse, maxBytes: number): number | null {
  const length = headers['content-length'];
  if (typeof length === 'string') {
    if (Number(length) > maxBytes) throw new VendorFailure('too-large');
    return Number(length);
  }
  if (headers['transfer-encoding'] === undefined) throw new VendorFailure('file-broken');
  return null;
}

function iteratorOf(body: AsyncIterable<Uint8Array>): AsyncIterator<Uint8Array> {
  return body[Symbol.asyncIterator]();
}

async function readHead(chunks: AsyncIterator<Uint8Array>): Promise<Uint8Array> {
  const read: Uint8Array[] = [];
  let size = 0;
  while (size < HEAD_BYTES) {
    const next = await chunks.next();
    if (next.done === true) break;
    read.push(next.value);
    size += next.value.byteLength;
  }
  return Buffer.concat(read, size);
}

async function* continued(
  head: Uint8Array,
  chunks: AsyncIterator<Uint8Array>,
  failed: (error: unknown) => unknown,
): AsyncGenerator<Uint8Array> {
  try {
    yield head;
    for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) yield next.value;
  } catch (error) {
    throw failed(error);
  }
}

/** An aborted request fails with some transport error, so the signal is asked what really happened. */
function failureOf(error: unknown, url: string, signal: AbortSignal): unknown {
  if (error instanceof VendorFailure) return error;
  const { hostname: host } = new URL(url);
  if (signal.reason instanceof DeadlinePassed) return new VendorFailure('timeout', { host });
  if (signal.aborted) return signal.reason;
  const { kind, transportCode } = classifyError(error);
  return new VendorFailure(kind === 'structure' ? 'file-broken' : kind, { host, transportCode });
}
