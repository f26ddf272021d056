import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { markdownAsPlain, plainAsMarkdown } from '../../../src/fhir/markdown.js';

test('a text comes back from its markdown', () => {
  const unit = fc.constantFrom('<', '&', 'lt;', 'amp;', '\\', '*', '[', ']', '`', '_', 'a', '/', ' ', '#');
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 12 }), (text) => {
      expect(markdownAsPlain(plainAsMarkdown(text))).toBe(text);
    }),
    { seed: 20260213, numRuns: 5000 },
  );
});
