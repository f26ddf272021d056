import { describe, expect, test } from '@jest/globals';
import { closedDirections } from '../../../src/fhir/closed-directions.js';

const [LRE, RLE, LRO, RLO, PDF] = ['\u202a', '\u202b', '\u202d', '\u202e', '\u202c'];
const [LRI, RLI, FSI, PDI] = ['\u2066', '\u2067', '\u2068', '\u2069'];

describe('directions of writing', () => {
  test.each([
    ['no direction'],
    [`a ${RLO}b${PDF} c`],
    [`${LRI}a${FSI}b${PDI}${PDI}`],
    [`nothing begun${PDF}${PDI}`],
    // The end of an isolate ends an embedding in it.
    [`${RLI}${RLO}a${PDI} b`],
  ])('that a text ends itself stay as they are: %j', (text) => {
    expect(closedDirections(text)).toBe(text);
  });

  test.each([
    [`${RLO}a`, PDF],
    [`${LRE}${RLE}${LRO}a${PDF}`, PDF + PDF],
    [`${LRI}a${RLI}b`, PDI + PDI],
    [`${FSI}a${RLO}b`, PDF + PDI],
    [`${RLO}a${LRI}b`, PDI + PDF],
    // The end of an embedding does not reach out of an isolate.
    [`${RLO}${LRI}a${PDF}`, PDI + PDF],
  ])('that a text leaves open end with it: %j', (text, ends) => {
    expect(closedDirections(text)).toBe(text + ends);
  });
});
