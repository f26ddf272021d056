import type { Violation } from '../raw/report-rejected.js';
import type { Outcome } from './classify.js';

/** Thrown when an answer cannot be taken; carries the outcome instead of the answer. */
export class UnusableBody extends Error {
  override readonly name = 'UnusableBody';
  readonly outcome: Outcome;

  /** @param broken the rule that the answer as a whole breaks, where the kind does not say it. */
  constructor(kind: 'too-large' | 'structure', broken?: Omit<Violation, 'pointer'>) {
    super(kind);
    const violations = broken === undefined ? [] : [{ pointer: '', ...broken }];
    this.outcome = { kind, retryable: false, status: 200, violations };
  }
}

/**
 * Reads a body whole, counting as it comes: a length header may lie or be absent.
 *
 * @param body chunks of bytes
 * @param maxBytes the most that is accepted
 * @throws UnusableBody `too-large`; leaving the loop destroys the stream, so the rest is not received
 */
export async function readBytes(body: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > maxBytes) throw new UnusableBody('too-large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

/**
 * Decodes UTF-8 and refuses anything else: JSON between systems is UTF-8 (RFC 8259 §8.1), and replacement characters would
 * quietly change a patient's answer. A byte order mark is dropped.
 *
 * @throws UnusableBody `structure`
 */
export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new UnusableBody('structure', { rule: 'utf-8', text: 'The bytes are not UTF-8.' });
  }
}

/** Whether a media type is JSON (`application/json`, `…+json`); absent counts as JSON, since parsing decides. */
export function isJsonType(contentType: string | undefined): boolean {
  return (
    contentType === undefined || /^\s*(?:application|text)\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(contentType)
  );
}
