import { expect, test } from '@jest/globals';
import { partsLeft } from './parts-left.js';

test.each([
  ['see https://a.example/x.', 'see [link removed].'],
  ['see https://a.example/x and a%2Fb', 'see [link removed] and [link removed]'],
  ['key k3yk3yk3yk3yk3yk3y', 'key [link removed]'],
])('%p may come back as %p', (text, restored) => {
  expect(partsLeft(text, restored)).toBe(restored);
});

test.each([
  ['Acne', 'acne'],
  ['see Dr. House', 'see [link removed]'],
  ['see https://a.example/x now', 'see [link removed]'],
  ['SEE https://a.example/x', 'see [link removed]'],
  ['see https://a.example/x and y', '[link removed] y'],
  ['Acne', null],
])('%p may not come back as %p', (text, restored) => {
  expect(partsLeft(text, restored)).toBe(text);
});
