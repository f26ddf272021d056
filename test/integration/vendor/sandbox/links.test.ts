import { crc32, inflateSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Sandbox } from '../../../../src/vendor/sandbox/sandbox.js';
import { ask, closeSandboxes, openSandbox, reportPath, textsUnder } from './open-sandbox.js';

const minute = 60_000;
let now = Date.UTC(2026, 0, 1);
let sandbox: Sandbox;

beforeEach(async () => {
  sandbox = await openSandbox({ now: () => now, urlLifetimeSeconds: 1_800 });
});

afterEach(closeSandboxes);

async function linksOf(id: string, locale = 'en') {
  const report: unknown = await (await ask(sandbox, reportPath(id, `?locale=${locale}`))).json();
  const urls = textsUnder(report, ['url']);
  return {
    media: urls.filter((url) => new URL(url).pathname.startsWith('/diagnostic-report-medias/')),
    viewer: urls.filter((url) => new URL(url).pathname === '/viewer'),
    pdf: textsUnder(report, ['pdf'])[0] ?? '',
  };
}

async function bytesOf(url: string): Promise<Buffer> {
  const response = await fetch(url);
  expect(response.status).toBe(200);
  return Buffer.from(await response.arrayBuffer());
}

function altered(url: string, change: (url: URL) => void): string {
  const copy = new URL(url);
  change(copy);
  return copy.href;
}

describe('Links', () => {
  test('look like the vendor’s, with their secrets in the query', async () => {
    const { media, viewer, pdf } = await linksOf('acne');
    expect(media).toHaveLength(3);
    for (const url of media) {
      expect([...new URL(url).searchParams.keys()].sort()).toEqual([
        'X-Amz-Algorithm',
        'X-Amz-Credential',
        'X-Amz-Date',
        'X-Amz-Expires',
        'X-Amz-Security-Token',
        'X-Amz-Signature',
        'X-Amz-SignedHeaders',
      ]);
    }
    expect([...new URL(viewer[0] ?? '').searchParams.keys()]).toEqual(['companyId', 'diagnosticReportId']);
    expect([...new URL(pdf).searchParams.keys()]).toEqual([
      'diagnosticReportIdEncrypted',
      'apiKey',
      'authKey',
      'locale',
    ]);
  });

  test('are other ones in every answer, to the same photographs', async () => {
    const [first, second] = [await linksOf('duplicate-images'), await linksOf('duplicate-images')];
    const all = [...first.media, ...second.media, first.pdf, second.pdf];
    expect(new Set(all).size).toBe(all.length);
    const paths = ({ media }: typeof first) => media.map((url) => new URL(url).pathname);
    expect(paths(first)).toEqual(paths(second));
    expect(new Set(paths(first)).size).toBe(2);
  });

  test('are absent where the vendor has none', async () => {
    await expect(linksOf('no-links')).resolves.toMatchObject({ viewer: [], pdf: '' });
  });

  test('open without a token until they expire', async () => {
    const { media, pdf } = await linksOf('acne');
    for (const url of [...media, pdf]) {
      now += 29 * minute;
      expect((await fetch(url)).status).toBe(200);
      now += minute;
      expect((await fetch(url)).status).toBe(403);
      now -= 30 * minute;
    }
  });

  test('open nothing when they are altered', async () => {
    const { media, pdf } = await linksOf('acne');
    const [photo = ''] = media;
    const refused = [
      altered(photo, (url) => (url.search = '')),
      altered(photo, (url) => (url.pathname = url.pathname.replace('bbb', 'ccc'))),
      altered(photo, (url) => {
        url.searchParams.set('X-Amz-Expires', '999999');
      }),
      altered(photo, (url) => {
        url.searchParams.set('X-Amz-Date', '20990101T000000Z');
      }),
      altered(photo, (url) => {
        url.searchParams.set('X-Amz-Signature', '0'.repeat(64));
      }),
      altered(pdf, (url) => {
        url.searchParams.delete('authKey');
      }),
      altered(pdf, (url) => {
        url.searchParams.set('diagnosticReportIdEncrypted', 'psoriasis');
      }),
    ];
    for (const url of refused) expect((await fetch(url)).status).toBe(403);
  });

  test('name the address that the sandbox is told it has', async () => {
    sandbox = await openSandbox({ publicUrl: 'https://vendor.example' });
    const { media, pdf } = await linksOf('acne');
    for (const url of [...media, pdf]) expect(new URL(url).origin).toBe('https://vendor.example');
  });
});

describe('A printable report', () => {
  test('is a redirect to a URL with keys in it, which opens without the token', async () => {
    const response = await ask(sandbox, reportPath('acne', '?format=pdf&locale=es'));
    expect(response.status).toBe(302);
    const location = new URL(response.headers.get('location') ?? '');
    expect(location.searchParams.get('apiKey')).toMatch(/^sandbox-api-key-/);
    expect(location.searchParams.get('locale')).toBe('es');
    const opened = await fetch(location);
    expect([opened.status, opened.headers.get('content-type')]).toEqual([200, 'application/pdf']);
  });

  test('is a PDF whose cross-reference table points at its objects', async () => {
    const { pdf } = await linksOf('psoriasis');
    const file = (await bytesOf(pdf)).toString('latin1');
    expect(file).toMatch(/^%PDF-1\.4\n[\s\S]*%%EOF\n$/);
    const table = Number(/startxref\n(\d+)\n/.exec(file)?.[1]);
    expect(file.slice(table, table + 9)).toBe('xref\n0 6\n');
    const offsets = [...file.slice(table).matchAll(/^(\d{10}) 00000 n $/gm)].map((entry) => Number(entry[1]));
    expect(offsets.map((offset) => file.slice(offset, offset + 7))).toEqual(
      [1, 2, 3, 4, 5].map((number) => `${number} 0 obj`),
    );
    const [, length, stream] = /\/Length (\d+) >>\nstream\n([\s\S]*?)\nendstream/.exec(file) ?? [];
    expect(stream).toHaveLength(Number(length));
    expect(stream).toContain('(Confident psoriasis on the elbow)');
  });
});

describe('Photographs', () => {
  test('in PNG have the size they say, and intact chunks', async () => {
    const { media } = await linksOf('acne');
    const png = await bytesOf(media[0] ?? '');
    expect(png.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
    const chunks = chunksOf(png);
    expect(chunks.map(({ type }) => type)).toEqual(['IHDR', 'IDAT', 'IEND']);
    for (const { type, data, crc } of chunks) expect(crc32(data, crc32(type))).toBe(crc);
    const [header, pixels] = chunks;
    const [width, height] = [header!.data.readUInt32BE(0), header!.data.readUInt32BE(4)];
    expect(inflateSync(pixels!.data)).toHaveLength(height * (1 + width * 3));
  });

  test('differ from one another, and are the same at every look', async () => {
    const [first = '', second = ''] = (await linksOf('nails')).media.filter((url) => url.includes('.png'));
    expect(second).toBe('');
    const other = (await linksOf('acne')).media[0] ?? '';
    expect((await bytesOf(first)).equals(await bytesOf(other))).toBe(false);
    expect((await bytesOf(first)).equals(await bytesOf(first))).toBe(true);
  });

  test('in JPEG are whole, 32 by 32 pixels', async () => {
    const { media } = await linksOf('psoriasis');
    const jpeg = await bytesOf(media[0] ?? '');
    expect(jpeg.subarray(0, 2).toString('hex')).toBe('ffd8');
    expect(jpeg.subarray(-2).toString('hex')).toBe('ffd9');
    // The frame header: precision 8, height, width, three components (ITU-T T.81 §B.2.2).
    expect(jpeg.includes(Buffer.from('ffc000110800200020' + '03', 'hex'))).toBe(true);
  });

  test('that move are recognised as MP4', async () => {
    const { media } = await linksOf('video');
    const video = await bytesOf(media.find((url) => url.includes('.mp4')) ?? '');
    expect(video.subarray(4, 12).toString('latin1')).toBe('ftypisom');
    expect(video.readUInt32BE(0)).toBeLessThanOrEqual(video.length);
  });
});

function chunksOf(png: Buffer): { type: string; data: Buffer; crc: number }[] {
  const chunks = [];
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at);
    chunks.push({
      type: png.subarray(at + 4, at + 8).toString('latin1'),
      data: png.subarray(at + 8, at + 8 + length),
      crc: png.readUInt32BE(at + 8 + length),
    });
    at += 12 + length;
  }
  return chunks;
}
