import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createLinkFilter } from '../../../src/translate/links-in-text.js';
import { isPlain } from '../../../src/translate/plain-text.js';

const KEY = 'kE7yQ2mZ9rT4wX1cV6bN3sD8fG5h';
const SIGNED = 'eyJfcmFpbHMiOnsiZGF0YSI6MTIzfX0';
const HANDLE = 'aGFuZGxlIDEyMzQ1Njc4OTAgb2YgYSByZXBvcnQgdGhhdCBvcGVucyBpdA';
const RESULT = 'r8Kx2LqP5vN7mB3dT9cY';
const PDF = `https://utils.legit.health/pdf/report?apiKey=${KEY}&authKey=hunter2&locale=en`;
const VIEWER = `https://viewer.example.org/view/${SIGNED}?id=${RESULT}`;

const filter = createLinkFilter(() => ({
  links: [
    PDF,
    VIEWER,
    'https://bucket/medias/9b2f6c1e-0000-4000-8000-000000000001.png?X-Amz-Date=20230803T103810Z',
  ],
  handle: `${HANDLE}==`,
  published: [RESULT],
}));

/** What leaves when the text takes the way that translation takes. */
function leaving(text: string): string {
  return isPlain(text) ? text : filter(text);
}

const encoded = encodeURIComponent(PDF);

describe("the report's own secrets do not leave", () => {
  test.each([
    ['the link', PDF],
    ['the link in JSON', PDF.replaceAll('/', '\\/')],
    ['the link in JSON in JSON', PDF.replaceAll('/', '\\\\/')],
    ['the link, percent-encoded', encoded],
    ['the link, percent-encoded twice', encodeURIComponent(encoded)],
    ['the link, percent-encoded in lower case', encoded.replaceAll(/%../g, (code) => code.toLowerCase())],
    ['the link behind a broken percent sign', `100%off:${encoded}`],
    ['the link without scheme', PDF.replace('https:', '')],
    ['the link without scheme and slashes', PDF.replace('https://', '')],
    ['the key', KEY],
    ['the key between dashes', `-${KEY}-`],
    ['the key as a path', `/${KEY}/`],
    ['the key between underscores', `_${KEY}_`],
    ['the key after a tilde', `~${KEY}`],
    ['the key after a plus', `+${KEY}`],
    ['the key glued to a letter', `x${KEY}`],
    ['the key as a file', `${KEY}.pdf`],
    ['the key behind a name', `key-${KEY}`],
    ['the key behind a word of another script', `键${KEY}键`],
    ['the key behind a backslash', `C:\\n${KEY}`],
    ['the key in JSON', `{"apiKey":"${KEY}"}`],
    ['a short key under its name', 'apiKey hunter: authKey=hunter2'],
    ['a short key under another name', 'pw=hunter2.'],
    ['a short key, percent-encoded', 'authKey%3Dhunter2'],
    ['a signed path', SIGNED],
    ['a signed path in a sentence', `(see /view/${SIGNED}).`],
    ['the handle', `${HANDLE}==`],
    ['the handle without padding, glued', `id_${HANDLE}`],
    ['the host', 'utils.legit.health'],
    ['the host with a trailing dot', 'https://utils.legit.health./x'],
    ['the host in capitals', 'UTILS.LEGIT.HEALTH/x'],
    ['the host glued to others', 'xviewer.example.org_'],
    ['a host without dots', 'https://bucket/medias/x.png'],
  ])('%s', (_, secret) => {
    const left = leaving(`Mild, ${secret} since May`).toLowerCase();
    for (const own of [KEY, 'hunter2', SIGNED, HANDLE, 'utils.legit', 'viewer.example', 'bucket'])
      expect(left).not.toContain(own.toLowerCase());
    expect(left).toMatch(/^mild, .*since may$/s);
  });
});

describe('links that open doors do not leave', () => {
  test.each([
    ['with another key of the vendor, without scheme', 'utils.legit.health/pdf?apiKey=otherkey123'],
    ['with a key, without scheme', 'pdf.example/x?apiKey=otherkey123'],
    ['to the vendor, without scheme', 'app.legit.health/otherkey123'],
    ['to the vendor, with a trailing dot', 'https://legit.health./otherkey123'],
    ['to the vendor, in brackets', '(https://legit.health) otherkey123'],
    ['with a password', 'https://user:otherkey123@a.example'],
    [
      'with a token, in a link',
      `https://a.example/?to=${encodeURIComponent('https://b.example/?token=otherkey123')}`,
    ],
  ])('%s', (_, link) => {
    expect(leaving(link)).toMatch(/^\(?\[link removed\]\)?( otherkey123)?$/);
  });
});

describe('everyday text leaves as it is', () => {
  test.each([
    'Acne',
    'Varicella zoster virus, unspecified',
    'Redness of 98 % since 2023-08-03T12:38:10+02:00',
    'https://example.org/acne?page=2',
    'Made by Legit.Health',
    'hunter2 is no key on its own',
    'BSA=10; PASI=3.5',
    'Medias and reports of the viewer',
    '9b2f6c1e-0000-4000-8000-000000000001',
    '20230803T103810Z',
    `the result ${RESULT}`,
    'EA90.42&XK8G/EB21.Z',
    'C:\\new folder\\tables',
    'Lungenentzündung,Blutdruckmessgerät/Fieberthermometer',
    'ein Text/ohne Blanks-aber_lang.genug~für=alle;Regeln',
    '皮膚科 ذقن Ψωρίαση',
  ])('%s', (text) => {
    expect(filter(text)).toBe(text);
    expect(leaving(text)).toBe(text);
  });
});

test('a text that is plain holds nothing that the filter finds', () => {
  const piece = fc.constantFrom(
    ...[
      'utils.legit.health',
      'utils.legit',
      '.health',
      'bucket',
      'hunter2',
      KEY.slice(0, 9),
      KEY.slice(9, 20),
      KEY.slice(20),
    ],
    ...[
      'https:',
      '//',
      '\\/',
      '/',
      ':',
      '?',
      '&',
      '=',
      '%3D',
      '%2F',
      '%',
      '.',
      '-',
      ' ',
      'a',
      '@',
      'token',
      'authKey',
      'é',
    ],
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
      const text = pieces.join('');
      expect(leaving(text)).toBe(filter(text));
    }),
    { seed: 20260213, numRuns: 20_000 },
  );
});

test('a long text is searched in one pass, whatever it repeats', () => {
  for (const part of [
    'https://',
    'a',
    '%25',
    '\\',
    '\\/',
    '.',
    'x@',
    '?x-amz-',
    'a.b',
    ')',
    KEY.slice(0, -1),
  ]) {
    expect(filter(part.repeat(200_000 / part.length))).not.toBe('');
  }
});

test('a long link is taken apart in one pass, whatever it repeats', () => {
  for (const part of ['a', '1', 'aB', '/', '&', '=', '%25', 'a@', '.']) {
    const long = part.repeat(1_000_000 / part.length);
    const links = [`https://a.example/${long}`, `https://a.example/?x=${long}`, `https://${long}`];
    expect(createLinkFilter(() => ({ links, handle: null, published: [] }))(`b=${KEY}`)).toBe(`b=${KEY}`);
  }
});
