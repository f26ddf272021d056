import type { CapabilityStatement, CodeSystem, DiagnosticReport, Media, Observation } from 'fhir/r4.js';
import { describe, expect, test } from '@jest/globals';
import type { View } from '../../../src/search/search-query.js';
import { subset } from '../../../src/search/subset.js';
import { ownConformanceResources } from '../../conformance/definitions.js';
import { golden } from '../../helpers/golden.js';

const SUBSETTED = {
  system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue',
  code: 'SUBSETTED',
  display: 'subsetted',
};

function of<T>(resource: T, view: Partial<View>): T {
  return JSON.parse(subset(JSON.stringify(resource), { summary: 'false', elements: [], ...view })) as T;
}

const [report] = golden('acne-full', 'DiagnosticReport') as [DiagnosticReport];
const [observation] = golden('acne-full', 'Observation') as [Observation];

describe('a resource of which not all is wanted', () => {
  test('is the same text when all of it is wanted', () => {
    const text = '{ "resourceType":"Device" }';
    expect(subset(text, { summary: 'false', elements: [] })).toBe(text);
  });

  test('keeps the tags and labels that it had, and says that it is not whole', () => {
    const [provenance] = golden('acne-full', 'Provenance');
    const { meta } = of(provenance!, { summary: 'data' });
    expect(meta?.tag).toEqual([...(provenance!.meta?.tag ?? []), SUBSETTED]);
    expect(of(report, { summary: 'data' }).meta?.security).toEqual(report.meta?.security);
  });

  test('as data has everything but the text', () => {
    const { text, meta, ...rest } = report;
    expect(text).toBeDefined();
    expect(of(report, { summary: 'data' })).toEqual({ ...rest, meta: { ...meta, tag: [SUBSETTED] } });
  });

  test('as text has the text and what it must have', () => {
    expect(Object.keys(of(report, { summary: 'text' })).sort()).toEqual(
      ['resourceType', 'id', 'meta', 'text', 'status', 'code'].sort(),
    );
  });

  test('as a summary has the elements that R4 marks', () => {
    const summary = of(report, { summary: 'true' });
    expect(summary).toMatchObject({
      status: 'preliminary',
      code: report.code,
      effectiveDateTime: report.effectiveDateTime,
    });
    for (const name of ['text', 'language', 'extension', 'result', 'conclusion', 'presentedForm']) {
      expect(summary).not.toHaveProperty(name);
    }
  });

  test('as a summary has of a group only what R4 marks, too', () => {
    expect(report.media?.[0]).toHaveProperty('comment');
    expect(of(report, { summary: 'true' }).media).toEqual(report.media?.map(({ link }) => ({ link })));
    const interpreted = {
      ...observation,
      component: [{ ...observation.component![0]!, interpretation: [{ text: 'x' }] }],
    };
    expect(of(interpreted, { summary: 'true' }).component).toEqual(observation.component);
  });

  test('as a summary keeps what it must have deep inside', () => {
    const statement: CapabilityStatement = {
      resourceType: 'CapabilityStatement',
      status: 'active',
      date: '2026-02-13',
      kind: 'instance',
      fhirVersion: '4.0.1',
      format: ['json'],
      rest: [
        {
          mode: 'server',
          documentation: 'long',
          resource: [
            { type: 'Media', documentation: 'long', interaction: [{ code: 'read', documentation: 'long' }] },
          ],
        },
      ],
    };
    expect(of(statement, { summary: 'true' }).rest).toEqual([
      { mode: 'server', resource: [{ type: 'Media' }] },
    ]);
  });

  test.each<Partial<View>>([{ summary: 'true' }, { elements: ['count'] }])(
    'counts the concepts of a complete CodeSystem only where they are (%j)',
    (view) => {
      const all = ownConformanceResources().filter(({ resourceType }) => resourceType === 'CodeSystem');
      const [complete] = all.filter((one) => (one as CodeSystem).count !== undefined) as [CodeSystem];
      expect(of(complete, view)).toMatchObject({ count: complete.count, concept: complete.concept });
      const [fragment] = all.filter((one) => (one as CodeSystem).content === 'fragment') as [CodeSystem];
      expect(of(fragment, view)).not.toHaveProperty('concept');
    },
  );

  test('has the elements that were asked for, what it must have and what changes its meaning', () => {
    const kept = Object.keys(of(report, { elements: ['issued', 'conclusionCode', 'nonsense'] }));
    expect(kept.sort()).toEqual(
      ['resourceType', 'id', 'meta', 'status', 'code', 'issued', 'conclusionCode'].sort(),
    );
    const [media] = golden('acne-full', 'Media') as [Media];
    expect(of(media, { elements: ['type'] })).toMatchObject({ content: media.content, type: media.type });
  });

  test.each(['effective', 'effective[x]', 'effectiveDateTime'])('has a choice by the name %s', (name) => {
    expect(of(report, { elements: [name] }).effectiveDateTime).toBe(report.effectiveDateTime);
  });

  test('keeps the extensions of a primitive with it', () => {
    const extended = { ...report, _issued: { id: 'x' }, _conclusion: { id: 'y' } };
    expect(of(extended, { elements: ['issued'] })).toMatchObject({ _issued: { id: 'x' } });
    expect(of(extended, { elements: ['issued'] })).not.toHaveProperty('_conclusion');
  });
});
