import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { linkFault } from '../../../src/fhir/link-fault.js';
import { linksIn } from '../../../src/fhir/links-in.js';

/** The same as one pattern, which is tried at every letter. */
const PATTERN = /[a-z][a-z0-9+.-]{1,30}:\/\/[^\s<>"'\\]+/gi;

const found = (text: string) => [...linksIn(text)].map(({ start, end }) => text.slice(start, end));

describe('links in a text', () => {
  test('are those that one pattern finds', () => {
    const unit = fc.constantFrom(
      ...['a', 'Z', 'z', '9', '+', '-', '.', ':', '/', '@', 'é', 'ſ', '_', '`', '[', 'http'],
      ...[
        '://',
        '://',
        'a://',
        ' ',
        '\u00a0',
        '\n',
        '<',
        '>',
        '"',
        "'",
        '\\',
        'abcdefghijklmnopqrstuvwxyz012345',
      ],
    );
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 16 }), (text) => {
        expect(found(text)).toEqual(text.match(PATTERN) ?? []);
      }),
      { seed: 20260213, numRuns: 30_000 },
    );
  });

  test('begin no further before their colon than a scheme is long', () => {
    expect(found(`1${'s'.repeat(40)}://x`)).toEqual([`${'s'.repeat(31)}://x`]);
    expect(found('c://x ab://y')).toEqual(['ab://y']);
  });

  test('are judged in one pass, whatever stands before their hosts end', () => {
    const hosts = `://legit.health${'.'.repeat(240)}a`.repeat(100_000);
    expect(linkFault(`https${hosts}`)).toBeNull();
    expect(linkFault(`https${hosts}://legit.health...`)).toBe('vendor');
    expect(linkFault(`https${hosts}://me@a.example`)).toBe('credentials');
  });
});
