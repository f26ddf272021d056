const PERCENT = 0x25;

/** Value of a hexadecimal digit by its code; -1: it is none. */
const HEX = Int8Array.from({ length: 256 }, (_, code) => '0123456789abcdef'.indexOf(lower(code)));

/**
 * Undoes percent-encoding of ASCII, up to five times, and whatever else the text holds. On bytes, because a text may be
 * escapes from end to end, and a replacement for each would take a hundred times as long.
 */
export function decoded(text: string): string {
  if (!text.includes('%')) return text;
  let bytes: Uint8Array = Buffer.from(text);
  for (let times = 0; times < 5; times++) {
    const shorter = decodedOnce(bytes);
    if (shorter.length === bytes.length) break;
    bytes = shorter;
  }
  return Buffer.from(bytes).toString();
}

/** @param bytes are written over. */
function decodedOnce(bytes: Uint8Array): Uint8Array {
  let to = 0;
  for (let at = 0; at < bytes.length; at++, to++) {
    const byte = bytes[at] ?? 0;
    const code = byte === PERCENT ? escaped(bytes, at) : null;
    bytes[to] = code ?? byte;
    if (code !== null) at += 2;
  }
  return bytes.subarray(0, to);
}

/** What the escape at a place stands for, if it is one of ASCII beyond its control characters. */
function escaped(bytes: Uint8Array, at: number): number | null {
  const high = HEX[bytes[at + 1] ?? 0] ?? -1;
  const low = HEX[bytes[at + 2] ?? 0] ?? -1;
  return high >= 2 && high <= 7 && low >= 0 ? high * 16 + low : null;
}

function lower(code: number): string {
  return String.fromCharCode(code).toLowerCase();
}
