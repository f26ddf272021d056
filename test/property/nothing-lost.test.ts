import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { keptBack } from '../../src/explain/reason.js';
import { ReportRejected, readReport } from '../../src/raw/read-report.js';
import { translate, type Translation } from '../../src/translate/translate.js';
import { testContext } from '../helpers/context.js';
import { rawFixtures, rawJson } from '../helpers/fixture.js';
import { patched } from '../helpers/patch.js';
import { document } from './arbitraries/document.js';
import { assertProperty } from './assert-property.js';
import { type Leaf, leavesOf } from './json-leaves.js';

/** Leaves looked at in one generated report; the fixtures are looked at whole. */
const LEAVES = 25;
const RUNS = 100;

const context = testContext();

/** Another value of the same kind. */
function changed({ value }: Leaf): unknown {
  if (typeof value === 'string') return `${value} changed`;
  // Beside a very large number, a sum is nothing.
  if (typeof value === 'number') return Math.abs(value) < 1e9 ? value + 1.5 : value / 2;
  return typeof value === 'boolean' ? !value : value;
}

/** The resources, or the rejection: both show that the change was seen. What issues the change has shows nothing of the value. */
function outcome(json: unknown): Translation['resources'] | string {
  try {
    return translate(readReport(json), context).resources;
  } catch (error) {
    if (error instanceof ReportRejected) return error.message;
    throw error;
  }
}

/** An issue at the leaf or around it: "not carried" or "carried with a doubt". One about the whole report says nothing. */
function isTold({ issues }: Translation, pointer: string): boolean {
  return issues.some(
    ({ rawPointer }) =>
      !['', '/data'].includes(rawPointer) && (pointer === rawPointer || pointer.startsWith(`${rawPointer}/`)),
  );
}

/** What says nothing cannot be lost. */
function isNothing(value: Leaf['value']): boolean {
  return value === null || (typeof value === 'string' && value.trim() === '');
}

/** The leaves whose change changes nothing and of which no issue speaks. */
function lost(json: unknown, leaves: readonly Leaf[]): string[] {
  const before = translate(readReport(json), context);
  const text = JSON.stringify(before.resources);
  return leaves
    .filter(({ pointer, value }) => !isNothing(value) && keptBack(pointer) === null)
    .filter((leaf) => JSON.stringify(outcome(patched(json, { [leaf.pointer]: changed(leaf) }))) === text)
    .filter(({ pointer }) => !isTold(before, pointer))
    .map(({ pointer }) => pointer);
}

test.each(rawFixtures)('%s: each value, when it changes, changes the FHIR or has an issue', (name) => {
  const json = rawJson(name);
  expect(lost(json, leavesOf(json))).toEqual([]);
});

test('each value of a generated report, when it changes, changes the FHIR or has an issue', () => {
  assertProperty(
    fc.property(document(), fc.nat(), (json, start) => {
      const leaves = leavesOf(json);
      const from = start % leaves.length;
      expect(lost(json, [...leaves, ...leaves].slice(from, from + Math.min(LEAVES, leaves.length)))).toEqual(
        [],
      );
    }),
    RUNS,
  );
});
