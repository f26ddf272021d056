import type { Random } from './random.js';

/** JSON text of values that belong nowhere. Text, because some of them no JavaScript object can hold. */
const JUNK: readonly string[] = [
  'null',
  'true',
  '{}',
  '[]',
  '""',
  '" "',
  '0',
  '-0',
  '1e400',
  '-1e400',
  '1e-400',
  '12345678901234567890',
  '"NaN"',
  '"1e5"',
  '"0x10"',
  '"\\u0000"',
  '"\\ud800"',
  '"\\udc00\\ud800"',
  '"\\u202e\\u0000\\uffff"',
  '"a\\u00a0\\u2028\\ufeffb"',
  '"\\u0130\\u0301\\u200b"',
  '"]]></div><script>"',
  '"https://user:pass@vendor.example/?apiKey=k"',
  '"javascript:alert(1)"',
  '"9999-99-99T99:99:99Z"',
  '"0000-00-00T00:00:00+99:99"',
  '{"__proto__":{"polluted":true}}',
  '{"__proto__":null,"constructor":{"prototype":{"polluted":true}}}',
  '{"toString":null,"valueOf":1,"hasOwnProperty":"x"}',
  '{"length":1e9,"0":1}',
  '{"":{"":""}}',
  '{"a/b~c":{"%2F":"\\u0000"}}',
  '[[[[[]]]]]',
  '[null,null,null]',
  '{"url":"x","type":[],"rect":{"topLeft":0}}',
];

/** One of them, or, rarely, a huge or a deep one. */
export function junk(random: Random): string {
  if (random.oneIn(400)) return `"${'x'.repeat(random.pick([70_000, 300_000, 1_100_000]))}"`;
  if (random.oneIn(150)) return nested(random.pick([40, 64, 200, 20_000]));
  if (random.oneIn(200))
    return `[${Array.from({ length: random.pick([500, 3000]) }, () => random.pick(JUNK)).join()}]`;
  return random.pick(JUNK);
}

function nested(depth: number): string {
  return depth % 2 === 0
    ? '['.repeat(depth) + ']'.repeat(depth)
    : '{"a":'.repeat(depth) + '1' + '}'.repeat(depth);
}
