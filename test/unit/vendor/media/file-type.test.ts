import { describe, expect, test } from '@jest/globals';
import { contentTypeOf } from '../../../../src/translate/media-key.js';
import { HEAD_BYTES, sniff } from '../../../../src/vendor/media/file-type.js';

/** The first 64 bytes of files that FFmpeg 5.1 wrote, and of a PDF by pdfTeX. */
const REAL: readonly (readonly [name: string, extension: string, head: string])[] = [
  [
    'image/jpeg',
    'jpg',
    '/9j/4AAQSkZJRgABAgAAAQABAAD//gAQTGF2YzU5LjM3LjEwMAD/2wBDAAgEBAQEBAUFBQUFBQYGBgYGBgYGBg==',
  ],
  [
    'image/png',
    'png',
    'iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAIAAACQkWg2AAAACXBIWXMAAAABAAAAAQBPJcTWAAAAF0lEQVR4nA==',
  ],
  [
    'image/gif',
    'gif',
    'R0lGODlhEAAQAPcfMQAAACQAAEgAAGwAAJAAALQAANgAAPwAAAAkACQkAEgkAGwkAJAkALQkANgkAPwkAABIAA==',
  ],
  [
    'image/webp',
    'webp',
    'UklGRjwAAABXRUJQVlA4IDAAAADQAQCdASoQABAAAgA0JaACdLoB+AADsAD+8Oj3/yC5YXXI1/8gP+QH/ID/+A==',
  ],
  [
    'image/tiff',
    'tif',
    'SUkqAJwBAAD9UQFa8P1RAVrw/VEBWvD9UQFa8P1RAVrw/VEBWvD9UQFa8P1RAVrw/VEBWvD9UQFa8P1RAVrw/Q==',
  ],
  [
    'image/bmp',
    'bmp',
    'Qk02AwAAAAAAADYAAAAoAAAAEAAAABAAAAABABgAAAAAAAADAAAAAAAAAAAAAAAAAAAAAAAAAAD9AAD9AAD9AA==',
  ],
  [
    'image/avif',
    'avif',
    'AAAAIGZ0eXBhdmlmAAAAAGF2aWZtaWYxbWlhZk1BMUIAAAD5bWV0YQAAAAAAAAAvaGRscgAAAAAAAAAAcGljdA==',
  ],
  [
    'video/mp4',
    'mp4',
    'AAAAIGZ0eXBpc29tAAACAGlzb21pc28yYXZjMW1wNDEAAAAIZnJlZQAAAtJtZGF0AAACrgYF//+q3EXpvebZSA==',
  ],
  [
    'video/quicktime',
    'mov',
    'AAAAFGZ0eXBxdCAgAAACAHF0ICAAAAAId2lkZQAAAtJtZGF0AAACrgYF//+q3EXpvebZSLeWLNgg2SPu73gyNg==',
  ],
  [
    'video/webm',
    'webm',
    'GkXfo59ChoEBQveBAULygQRC84EIQoKEd2VibUKHgQJChYECGFOAZwEAAAAAAAHwEU2bdLpNu4tTq4QVSalmUw==',
  ],
  [
    'application/pdf',
    'pdf',
    'JVBERi0xLjUKJdDUxdgKMSAwIG9iago8PAovTGVuZ3RoIDU4NyAgICAgICAKL0ZpbHRlciAvRmxhdGVEZWNvZA==',
  ],
];

/** An ISO base media file's first box: main brand, a version, and the brands it is compatible with. */
function box(main: string, ...compatible: readonly string[]): Buffer {
  const size = Buffer.alloc(4);
  size.writeUInt32BE(16 + 4 * compatible.length);
  return Buffer.concat([size, Buffer.from(`ftyp${main}\0\0\0\0${compatible.join('')}meta`, 'latin1')]);
}

describe('a file is told by its first bytes', () => {
  test.each(REAL)('%s (.%s)', (name, extension, head) => {
    expect(sniff(Buffer.from(head, 'base64'))).toEqual({
      name,
      extension,
      kind: name === 'application/pdf' ? 'document' : 'picture',
    });
  });

  test.each([
    ['image/heic', box('heic', 'mif1', 'heic')],
    ['image/heic', box('mif1', 'mif1', 'heic')],
    ['image/avif', box('mif1', 'mif1', 'avif', 'miaf')],
    ['video/mp4', box('mp42', 'mp42', 'isom')],
    ['image/tiff', Buffer.from('MM\0*\0\0\0\b', 'latin1')],
    ['image/gif', Buffer.from('GIF87a')],
  ])('%s, in another form', (name, head) => {
    expect(sniff(head)?.name).toBe(name);
  });

  test.each(REAL.filter(([name]) => name !== 'application/pdf'))(
    'as %s, which is what translation announces for the ending .%s',
    (name, extension) => {
      expect(contentTypeOf(`https://bucket.example/a.${extension}`)).toBe(name);
    },
  );

  test('and not by what comes after them', () => {
    const png = Buffer.from(REAL[1]?.[2] ?? '', 'base64');
    expect(sniff(Buffer.concat([png, Buffer.from('<script>alert(1)</script>')]))?.name).toBe('image/png');
    expect(sniff(Buffer.concat([Buffer.alloc(HEAD_BYTES), png]))).toBeNull();
  });
});

describe('nothing else is passed on', () => {
  test.each<[string, Buffer]>([
    [
      'Matroska',
      Buffer.from(
        'GkXfo6NChoEBQveBAULygQRC84EIQoKIbWF0cm9za2FCh4EEQoWBAhhTgGcBAAAAAAAE/RFNm3TAv4TscBFeTQ==',
        'base64',
      ),
    ],
    [
      '3GPP',
      Buffer.from(
        'AAAAHGZ0eXAzZ3A0AAACADNncDRpc29taXNvMgAAAAhmcmVlAAACn21kYXQAAIACCAMmoqKiorXhNRUVFRWvCQ==',
        'base64',
      ),
    ],
    ['an empty file', Buffer.alloc(0)],
    ['HTML', Buffer.from('<!DOCTYPE html><html><body><script>alert(1)</script>')],
    ['HTML after a blank line', Buffer.from('\n<html>')],
    ['SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')],
    ['SVG with a declaration', Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>')],
    [
      'XML, such as an error of a storage',
      Buffer.from('<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>'),
    ],
    ['JSON', Buffer.from('{"success":false}')],
    ['a script', Buffer.from('#!/bin/sh')],
    ['a program', Buffer.from('MZ\x90\0', 'latin1')],
    ['an archive', Buffer.from('PK\x03\x04', 'latin1')],
    ['gzip', Buffer.from('\x1f\x8b\b', 'latin1')],
    ['text that begins with BM', Buffer.from('BMI: 23.4 kg/m2, measured at the first visit of the patient')],
    ['RIFF that is a sound', Buffer.from('RIFF\0\0\0\0WAVEfmt ', 'latin1')],
    ['a PNG that lost its line ends', Buffer.from('\x89PNG\n\x1a\n', 'latin1')],
    ['half a signature', Buffer.from('\xff\xd8', 'latin1')],
    ['a box without brand', Buffer.from('\0\0\0\bftyp', 'latin1')],
    ['a general brand and nothing else', box('mif1', 'mif1')],
    ['a brand behind the end of its box', Buffer.concat([box('mif1', 'mif1'), Buffer.from('heic')])],
    ['a PDF that begins with something else', Buffer.from('<script/>%PDF-1.7')],
  ])('%s', (_what, head) => {
    expect(sniff(head)).toBeNull();
  });

  test('no beginning of a file that is cut short is an error', () => {
    for (const [, , head] of REAL) {
      const bytes = Buffer.from(head, 'base64');
      for (let size = 0; size <= bytes.length; size += 1)
        expect(() => sniff(bytes.subarray(0, size))).not.toThrow();
    }
  });
});
