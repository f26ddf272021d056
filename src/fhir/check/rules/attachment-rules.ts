import type { JsonObject } from '../json-object.js';
import type { Visit } from '../visit.js';

/** att-1: data cannot be read without knowing its type; a size that is stated is that of the data. */
export function checkAttachment({ data, contentType, size }: JsonObject, visit: Visit): void {
  if (data === undefined) return;
  if (contentType === undefined) {
    visit.error('invariant', 'Inline data needs a contentType (att-1).', '.contentType');
  }
  if (size !== undefined && typeof data === 'string' && size !== byteLength(data)) {
    visit.error('value', 'The size is not that of the data.', '.size');
  }
}

/** Bytes behind a base64 text. */
function byteLength(base64: string): number {
  const packed = base64.replace(/[\s=]+/g, '');
  return Math.floor((packed.length * 3) / 4);
}
