import { createHash } from 'node:crypto';
import { SKIN_JPEG } from './jpeg.js';
import { drawSkinPng } from './png.js';

/** A file of the sandbox's storage. */
export interface MediaFile {
  readonly contentType: string;
  readonly bytes: Buffer;
}

const IMAGE_SIZE = 64;

// An ISO base media file (ISO/IEC 14496-12) with its type box and nothing to play: enough to be recognised as video.
const VIDEO = Buffer.from('\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isommp42\x00\x00\x00\x08free', 'latin1');

/**
 * The file at a path. Any path has one, and always the same: the signature of its URL decides who may read it.
 *
 * @param path ends in `.png`, `.jpg` or `.mp4`
 * @returns undefined for any other ending
 */
export function mediaFile(path: string): MediaFile | undefined {
  if (path.endsWith('.png'))
    return { contentType: 'image/png', bytes: drawSkinPng(IMAGE_SIZE, seedOf(path)) };
  if (path.endsWith('.jpg')) return { contentType: 'image/jpeg', bytes: SKIN_JPEG };
  if (path.endsWith('.mp4')) return { contentType: 'video/mp4', bytes: VIDEO };
  return undefined;
}

function seedOf(path: string): number {
  return createHash('sha256').update(path).digest()[0] ?? 0;
}
