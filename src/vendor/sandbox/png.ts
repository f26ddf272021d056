import { crc32, deflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/**
 * Draws a patch of skin with a darker spot, as a real PNG (8-bit RGB, no interlace).
 *
 * @param size width and height in pixels, >= 1
 * @param seed moves the spot and tints the skin, so that different files differ; 0..255
 */
export function drawSkinPng(size: number, seed: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 2, 0, 0, 0], 8); // bit depth 8, colour type 2 (RGB)
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(scanLines(size, seed))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

// Each line begins with its filter type, 0 for none (PNG specification §9.2).
function scanLines(size: number, seed: number): Buffer {
  const lines = Buffer.alloc(size * (1 + size * 3));
  const centre = { x: size * (0.3 + (seed % 5) / 10), y: size * (0.3 + (seed % 3) / 5) };
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const inSpot = Math.hypot(x - centre.x, y - centre.y) < size / 6;
      const shade = Math.round((x + y) / size) * 6 + (seed % 24);
      const colour = inSpot ? [150, 70 + (seed % 40), 60] : [232 - shade, 190 - shade, 165 - shade];
      lines.set(colour, y * (1 + size * 3) + 1 + x * 3);
    }
  }
  return lines;
}

function chunk(type: string, data: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(typed.length + 8);
  framed.writeUInt32BE(data.length, 0);
  typed.copy(framed, 4);
  framed.writeUInt32BE(crc32(typed), typed.length + 4);
  return framed;
}
