import { expect, test } from '@jest/globals';
import { escapeXml, narrative } from '../../../src/fhir/narrative.js';

test('escapeXml leaves nothing that could open a tag, an attribute or an entity', () => {
  expect(escapeXml(`<b onclick="x('1')">&amp;</b>`)).toBe(
    '&lt;b onclick=&quot;x(&#39;1&#39;)&quot;&gt;&amp;amp;&lt;/b&gt;',
  );
});

test('escapeXml ends what would turn around the text after it', () => {
  expect(escapeXml('a\u202eb')).toBe('a\u202eb\u202c');
  expect(escapeXml('<\u2067b')).toBe('&lt;\u2067b\u2069');
});

test('escapeXml gives plain text back as it is', () => {
  expect(escapeXml('Häufig – 99.65 %')).toBe('Häufig – 99.65 %');
});

test('narrative says its language for HTML and for XML', () => {
  expect(narrative('es', '<p>x</p>')).toEqual({
    status: 'generated',
    div: '<div xmlns="http://www.w3.org/1999/xhtml" lang="es" xml:lang="es"><p>x</p></div>',
  });
});
