import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Bundle } from 'fhir/r4.js';
import { readReport } from '../../src/raw/read-report.js';
import { saysNothing } from '../../src/raw/says-nothing.js';
import { translate } from '../../src/translate/translate.js';
import { createTranslator } from '../../src/translate/translator.js';
import { testContext } from '../helpers/context.js';
import { document } from './arbitraries/document.js';
import { request } from './arbitraries/request.js';
import { CANARY } from './arbitraries/secret.js';
import { assertProperty } from './assert-property.js';
import { leavesOf } from './json-leaves.js';

const RUNS = 300;
const context = testContext();
const translator = createTranslator({ context });

function referencesIn(bundle: Bundle): string[] {
  return leavesOf(bundle).flatMap(({ pointer, value }) =>
    pointer.endsWith('/reference') && typeof value === 'string' ? [value] : [],
  );
}

describe('of any report', () => {
  test('every reference leads to a resource of the Bundle, except the one to the patient', () => {
    assertProperty(
      fc.property(document(), request(), (json, asked) => {
        const { bundle } = translator(readReport(json), asked);
        const targets = new Set(
          bundle.entry?.flatMap(({ fullUrl = '', resource }) => [
            fullUrl,
            `${resource?.resourceType ?? ''}/${resource?.id ?? ''}`,
          ]),
        );
        expect(referencesIn(bundle).filter((reference) => !targets.has(reference))).toEqual(
          referencesIn(bundle).filter((reference) => reference === 'Patient/1'),
        );
      }),
      RUNS,
    );
  });

  test('no host, key, signature or handle of the vendor is in the Bundle or the issues, even when a text quotes it', () => {
    assertProperty(
      fc.property(document(), request(), (json, asked) => {
        const { bundle, issues } = translator(readReport(json), asked);
        const text = JSON.stringify([bundle, issues]);
        const at = text.search(new RegExp(CANARY, 'i'));
        expect(at === -1 ? '' : text.slice(Math.max(0, at - 60), at + 60)).toBe('');
      }),
      RUNS,
    );
  });

  test('ids are the same each time, and no two are equal', () => {
    assertProperty(
      fc.property(document(), request(), (json, asked) => {
        const { bundle } = translator(readReport(json), asked);
        expect(JSON.stringify(translator(readReport(json), asked).bundle)).toBe(JSON.stringify(bundle));
        const urls = bundle.entry?.map(({ fullUrl }) => fullUrl) ?? [];
        expect(new Set(urls).size).toBe(urls.length);
      }),
      RUNS,
    );
  });

  test('results keep the order of the report: candidates first, each with its own number', () => {
    assertProperty(
      fc.property(document(), (json) => {
        const read = readReport(json);
        const { resources } = translate(read, context);
        const report = resources.find((resource) => resource.resourceType === 'DiagnosticReport');
        const observations = resources.filter((resource) => resource.resourceType === 'Observation');
        expect(report?.result?.map(({ reference }) => reference) ?? []).toEqual(
          observations.map(({ id }) => `Observation/${id}`),
        );
        const candidates = read.report.result.conclusions
          .filter((conclusion) => !saysNothing(conclusion))
          .map(({ probability }) => probability ?? undefined);
        expect(
          observations.slice(0, candidates.length).map(({ valueQuantity }) => valueQuantity?.value),
        ).toEqual(candidates);
      }),
      RUNS,
    );
  });

  test('every number is in the Bundle as it was, or an issue says why it is not', () => {
    assertProperty(
      fc.property(document(), (json) => {
        const read = readReport(json);
        const { bundle, issues } = translator(read);
        const carried = new Set(leavesOf(bundle).map(({ value }) => String(value)));
        const told = new Set(issues.map(({ rawPointer }) => rawPointer));
        const lost = leavesOf({ ...read.report, extraData: null }).filter(
          ({ pointer, value }) =>
            typeof value === 'number' &&
            !carried.has(String(value)) &&
            !ancestors(read.pointerOf(pointer)).some((place) => told.has(place)),
        );
        expect(lost).toEqual([]);
      }),
      RUNS,
    );
  });
});

/** The pointer itself and those of everything around it. */
function ancestors(pointer: string): string[] {
  const tokens = pointer.split('/');
  return tokens.map((_, index) => tokens.slice(0, index + 1).join('/'));
}
