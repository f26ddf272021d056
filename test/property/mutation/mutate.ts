import { junk } from './junk.js';
import type { Random } from './random.js';

/** JSON text as a tree whose members may come twice and whose scalars are text. */
type Tree = string | { brackets: '{}' | '[]'; members: { key: string; value: Tree }[] };

/**
 * The JSON text of a report with one to four things about it changed: values, types, keys, order, depth, or the text
 * itself, which then need not be JSON any more.
 */
export function mutate(json: unknown, random: Random): string {
  let tree = treeOf(json);
  for (let times = 1 + random.below(4); times > 0; times--) tree = changedSomewhere(tree, random);
  const text = textOf(tree);
  return random.oneIn(20) ? damaged(text, random) : text;
}

function treeOf(json: unknown): Tree {
  if (typeof json !== 'object' || json === null) return JSON.stringify(json);
  const members = Object.entries(json).map(([key, value]) => ({
    key: JSON.stringify(key),
    value: treeOf(value),
  }));
  return { brackets: Array.isArray(json) ? '[]' : '{}', members };
}

function textOf(tree: Tree): string {
  if (typeof tree === 'string') return tree;
  const members = tree.members.map(({ key, value }) => {
    return tree.brackets === '{}' ? `${key}:${textOf(value)}` : textOf(value);
  });
  return tree.brackets.charAt(0) + members.join() + tree.brackets.charAt(1);
}

/** Goes down a random way and changes what is at its end. */
function changedSomewhere(tree: Tree, random: Random): Tree {
  if (typeof tree === 'string' || tree.members.length === 0 || random.oneIn(9)) return changed(tree, random);
  const at = random.below(tree.members.length);
  if (random.oneIn(4)) return { ...tree, members: rearranged(tree.members, at, random) };
  const members = tree.members.map((member, index) =>
    index === at ? { ...member, value: changedSomewhere(member.value, random) } : member,
  );
  return { ...tree, members };
}

function changed(tree: Tree, random: Random): Tree {
  switch (random.below(5)) {
    case 0:
      return { brackets: '[]', members: [{ key: '"0"', value: tree }] };
    case 1:
      return { brackets: '{}', members: [{ key: '"value"', value: tree }] };
    case 2:
      return JSON.stringify(textOf(tree));
    default:
      return junk(random);
  }
}

const KEYS = [
  '"__proto__"',
  '"constructor"',
  '"id"',
  '"ID"',
  '"data"',
  '"resourceType"',
  '"code"',
  '"\\u0000"',
  '""',
];

function rearranged(
  members: readonly { key: string; value: Tree }[],
  at: number,
  random: Random,
): { key: string; value: Tree }[] {
  const one = members[at] ?? { key: '"x"', value: 'null' };
  const others = members.filter((_, index) => index !== at);
  switch (random.below(5)) {
    case 0:
      return others;
    case 1:
      return [...others, one];
    case 2:
      return [...members, one, ...others];
    case 3:
      return [...others, { ...one, key: random.pick(KEYS) }];
    default:
      return [...members, { key: random.pick(KEYS), value: junk(random) }];
  }
}

/** Cut off, or with one character another one. */
function damaged(text: string, random: Random): string {
  const at = random.below(text.length);
  if (random.oneIn(2)) return text.slice(0, at);
  return (
    text.slice(0, at) +
    random.pick(['\u0000', '"', '}', ',', '9', '\\', '\ud800', '\u00e9']) +
    text.slice(at + 1)
  );
}

/** The text in UTF-8, now and then with a byte that UTF-8 does not allow there. */
export function bytesOf(text: string, random: Random): Uint8Array {
  const bytes = Buffer.from(text);
  if (random.oneIn(5)) bytes[random.below(bytes.length)] = random.pick([0xff, 0xc0, 0x80, 0xed]);
  return bytes;
}
