import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createSecretSearch, secretsIn } from '../../../src/translate/own-secrets.js';
import { createWordSearch } from '../../../src/translate/word-search.js';

/** Few letters, so that words overlap, hold each other and nearly match. */
const made = (length: fc.StringConstraints) =>
  fc.string({ unit: fc.constantFrom('a', 'b', '/', '.', '=', 'é'), ...length });

const isAscii = (word: string) => !word.includes('é');

describe('words are found', () => {
  test('exactly where a simple search finds one', () => {
    const word = made({ minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(fc.array(word, { maxLength: 8 }), made({ maxLength: 40 }), (words, text) => {
        const simple = words.some((one) => isAscii(one) && text.includes(one));
        expect(createWordSearch(words)(text)).toBe(simple);
      }),
      { seed: 20260213, numRuns: 20_000 },
    );
  });

  test.each([
    ['one that begins like another that fails', ['abcabd', 'cabca'], 'xabcabcab'],
    ['one in the middle of another', ['abcdef', 'cd'], 'abcdx'],
    ['one at the end of another that is not whole', ['xabc', 'abd'], 'xabd'],
    ['one behind a letter of another script', ['abc'], 'éabcé'],
  ])('%s', (_, words, text) => {
    expect(createWordSearch(words)(text)).toBe(true);
  });
});

describe("a report's secrets are found", () => {
  const KEY = 'kE7yQ2mZ9rT4wX1cV6bN3sD8fG5h';
  const LINKS = [
    `https://utils.legit.health/pdf?apiKey=${KEY}&authKey=hunter2`,
    `https://bucket/medias/${KEY.toUpperCase()}9.png?sig=${KEY}`,
    'https://s3.example/x?token=aaaaaaaaaaaaaaaa',
  ];
  const PIECES = [
    ...['utils.legit.health', 'utils.legit', 'health', 's3.example', 's3', 'bucket', '//bucket/', '//', '/'],
    ...[KEY, KEY.slice(0, 12), KEY.slice(12), KEY.toLowerCase(), `${KEY}9`, '9', 'a', 'aaaaaaa', 'aaaaaaaa'],
    ...['=hunter2', '=', 'hunter2', 'HUNTER2', '.', '-', '?', ':', '%'],
  ];

  test('exactly where a simple search finds one', () => {
    const keptBack = fc.record({
      links: fc.subarray(LINKS),
      handle: fc.constantFrom(null, `${KEY}==`),
      published: fc.constantFrom([], [KEY]),
    });
    const text = fc.array(fc.constantFrom(...PIECES), { maxLength: 6 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(keptBack, text, (kept, piece) => {
        const plain = piece.toLowerCase();
        const simple = [...secretsIn(kept)].some((secret) => plain.includes(secret));
        expect(createSecretSearch(kept)(piece)).toBe(simple);
      }),
      { seed: 20260213, numRuns: 20_000 },
    );
  });

  test('in one pass, however many lengths they have', () => {
    const links = Array.from({ length: 250 }, (_, at) => `https://${'a'.repeat(at + 1)}b/x`);
    const search = createSecretSearch({ links, handle: null, published: [] });
    expect(search(`//${'a'.repeat(2_000_000)}`)).toBe(false);
    expect(search(`//${'a'.repeat(2_000_000)}//ab/`)).toBe(true);
  });

  test('everywhere, when a report claims more of them than any has', () => {
    const key = (at: number) => `token=${String(at).padStart(20, '0')}`;
    const links = Array.from({ length: 20_001 }, (_, at) => `https://a.example/?${key(at)}`);
    expect(createSecretSearch({ links, handle: null, published: [] })('anything')).toBe(true);
    expect(createSecretSearch({ links: links.slice(0, 9), handle: null, published: [] })('anything')).toBe(
      false,
    );
  });
});
