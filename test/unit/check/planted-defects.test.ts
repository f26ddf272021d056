import { expect, test } from '@jest/globals';
import { DEFECTS } from '../../conformance/defects.js';
import { brokenSample } from '../../conformance/planted-defect.js';
import { errorsIn } from './refusals.js';

/** JSON pointer of an edit as the path of the element, to compare with where the check points. */
function pathOf(pointer: string): string {
  return `Bundle${pointer.replace(/\/(\d+|-)(?=\/|$)/g, '[$1]').replaceAll('/', '.')}`;
}

test.each(DEFECTS)('the self-check refuses $name, at or around the place', ({ edits }) => {
  const places = edits.map(({ at }) => pathOf(at).replace('[-]', ''));
  const found = errorsIn(brokenSample(edits)).map(({ expression }) => expression);
  expect(found).not.toEqual([]);
  const isNear = found.some((expression) =>
    places.some((place) => expression.startsWith(place) || place.startsWith(expression)),
  );
  expect([found, isNear]).toEqual([found, true]);
});
