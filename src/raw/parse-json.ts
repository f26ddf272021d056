import type { RawLimits } from './raw-limits.js';
import { ReportRejected } from './report-rejected.js';

/**
 * Parses JSON (RFC 8259), with or without a byte order mark.
 *
 * @param text text, or its bytes in UTF-8.
 * @throws ReportRejected with rule `bytes`, `utf-8` or `json`; never quotes the text.
 */
export function parseJson(text: string | Uint8Array, limits: RawLimits): unknown {
  return parseJsonText(jsonText(text, limits));
}

/**
 * The text of a JSON document, without a byte order mark.
 *
 * @throws ReportRejected with rule `bytes` or `utf-8`.
 */
export function jsonText(text: string | Uint8Array, limits: RawLimits): string {
  if (byteLength(text) > limits.maxBytes) throw rejected('bytes', `More than ${limits.maxBytes} bytes.`);
  return typeof text === 'string' ? text.replace(/^\uFEFF/, '') : decode(text);
}

/** @throws ReportRejected with rule `json`. */
export function parseJsonText(decoded: string): unknown {
  try {
    return JSON.parse(decoded) as unknown;
  } catch (error) {
    throw rejected('json', `This is not JSON${placeOf(String(error), decoded)}.`);
  }
}

function byteLength(text: string | Uint8Array): number {
  return typeof text === 'string' ? Buffer.byteLength(text) : text.byteLength;
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw rejected('utf-8', 'The bytes are not UTF-8.');
  }
}

/** The engine's message quotes the text, but for some mistakes it ends with a position, which is safe to tell. */
function placeOf(message: string, text: string): string {
  if (message.endsWith('Unexpected end of JSON input')) return ': it ends too early';
  const position = / JSON at position (\d+)(?: \(line \d+ column \d+\))?$/.exec(message)?.[1];
  if (position === undefined) return '';
  const lines = text.slice(0, Number(position)).split('\n');
  return `: line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}`;
}

function rejected(rule: string, text: string): ReportRejected {
  return new ReportRejected([{ pointer: '', rule, text }]);
}
