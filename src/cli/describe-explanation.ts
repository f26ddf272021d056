import type { Explanation, FieldFate, Target } from '../explain/explanation.js';

/** A line of the table: value, resource, element. */
type Row = readonly [string, string, string];

const HEAD: Row = ['VALUE', 'RESOURCE', 'ELEMENT'];

/**
 * Says for people where each value of a raw report goes. Where the same element of several resources comes from a value, it
 * has one line.
 *
 * @returns lines: a table, columns apart by two spaces.
 */
export function describeExplanation({ fields }: Explanation): string[] {
  const rows = [HEAD, ...fields.flatMap(rowsOf)];
  const widthOf = (column: 0 | 1): number => Math.max(...rows.map((row) => row[column].length));
  const [first, second] = [widthOf(0), widthOf(1)];
  return rows.map((row) => `${row[0].padEnd(first)}  ${row[1].padEnd(second)}  ${row[2]}`.trimEnd());
}

function rowsOf({ pointer, targets, reason }: FieldFate): Row[] {
  const places = [...byPath(targets)].map(([path, resources]): Row => ['', inWords(resources), path]);
  const why: Row[] = reason === null ? [] : [['', `(${reason.kind})`, reason.text]];
  return [...places, ...why].map(([, resource, element], at) => [at === 0 ? pointer : '', resource, element]);
}

function byPath(targets: readonly Target[]): Map<string, string[]> {
  const paths = new Map<string, string[]>();
  for (const { resource, path } of targets) paths.set(path, [...(paths.get(path) ?? []), resource]);
  return paths;
}

function inWords(resources: readonly string[]): string {
  const [one = ''] = resources;
  return resources.length === 1 ? one : `${resources.length} of ${one.split('/', 1)[0] ?? ''}`;
}
