import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { unescapedXml } from '../../../src/fhir/check/primitives/unescaped-xml.js';
import { xhtmlProblem } from '../../../src/fhir/check/primitives/xhtml.js';
import { escapeXml } from '../../../src/fhir/narrative.js';

const ENTITY = /&(?:#(\d{1,7})|#x([\da-fA-F]{1,6})|(amp|lt|gt|quot|apos));/g;
const CHARACTERS: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Each entity by one call, in one pass. */
function simplyUnescaped(xml: string): string {
  return xml.replace(ENTITY, (entity: string, decimal?: string, hexadecimal?: string, name?: string) => {
    if (name !== undefined) return CHARACTERS[name] ?? entity;
    const code = decimal === undefined ? parseInt(hexadecimal ?? '', 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : entity;
  });
}

const unit = fc.constantFrom(
  ...[
    '&',
    '&amp;',
    'amp;',
    '&lt;',
    'lt;',
    '&gt;',
    '&quot;',
    '&apos;',
    '&#39;',
    '#39;',
    '&#38;',
    '&#x26;',
    '#60;',
  ],
  ...[
    '&#60;',
    '&#1;',
    '&#xD800;',
    '&#x10FFFF;',
    '&#1114112;',
    '&#12345678;',
    '&nbsp;',
    '&#',
    ';',
    'a',
    '://',
  ],
);

test('entities are undone as in one pass, so that none is made of two', () => {
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 8 }), (xml) => {
      expect(unescapedXml(xml)).toBe(simplyUnescaped(xml));
    }),
    { seed: 20260213, numRuns: 20_000 },
  );
});

test('what is escaped is well formed, and undone it is what it was', () => {
  const character = fc.constantFrom('&', '<', '>', '"', "'", 'amp;', '#39;', 'a', 'é', ' ');
  fc.assert(
    fc.property(fc.string({ unit: character, minLength: 1, maxLength: 12 }), (text) => {
      const xml = escapeXml(text);
      expect(xml).not.toMatch(/[<>"']/);
      expect(unescapedXml(xml)).toBe(text);
      expect(xhtmlProblem(`<div xmlns="http://www.w3.org/1999/xhtml">x${xml}</div>`)).toBeNull();
    }),
    { seed: 20260213, numRuns: 5_000 },
  );
});

test('a text is well formed when every ampersand begins an entity that XML has a character for', () => {
  const isAllowed = (code: number) =>
    (code > 0x1f || [9, 10, 13].includes(code)) &&
    !(code >= 0xd800 && code <= 0xdfff) &&
    code !== 0xfffe &&
    code !== 0xffff &&
    code <= 0x10ffff;
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 6 }), (text) => {
      const rest = text.replace(ENTITY, (_, decimal?: string, hexadecimal?: string, name?: string) => {
        const code = decimal === undefined ? parseInt(hexadecimal ?? '', 16) : Number(decimal);
        return name !== undefined || isAllowed(code) ? '' : '&';
      });
      const found = xhtmlProblem(`<div xmlns="http://www.w3.org/1999/xhtml">x${text}</div>`);
      expect(found === null).toBe(!rest.includes('&'));
    }),
    { seed: 20260213, numRuns: 20_000 },
  );
});
