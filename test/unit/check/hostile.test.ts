import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { check } from '../../../src/fhir/check/check.js';
import { withEdits } from '../../conformance/planted-defect.js';
import { collection, resourceOf } from './acne-bundle.js';
import { put, refusedPlaces } from './refusals.js';
import { PROPERTY_SEED } from '../../property/assert-property.js';

/** JSON text of many brackets, read as it would come over the wire. */
function nested(open: string, middle: string, close: string, depth: number): unknown {
  return JSON.parse(open.repeat(depth) + middle + close.repeat(depth));
}

describe('hostile documents', () => {
  test.each([
    [
      'extensions in extensions',
      nested('{"url":"https://a.example/x","extension":[', '{"url":"b","valueString":"c"}', ']}', 5000),
      'extension',
    ],
    ['items in items', nested('{"linkId":"a","item":[', '{"linkId":"b"}', ']}', 5000), 'item'],
  ])('of %s are refused as too deep', (_sentence, value, element) => {
    const document = { ...resourceOf('QuestionnaireResponse'), [element]: [value] };
    expect(check(document).some(({ code }) => code === 'too-long')).toBe(true);
  });

  test('of Bundles in Bundles are refused as too deep', () => {
    const document = nested(
      '{"resourceType":"Bundle","type":"collection","entry":[{"resource":',
      '{"resourceType":"Device"}',
      '}]}',
      5000,
    );
    expect(check(document).some(({ code }) => code === 'too-long')).toBe(true);
  });

  test('of lists in lists are refused where they begin', () => {
    const document = { ...resourceOf('Observation'), category: nested('[', '1', ']', 5000) };
    expect(refusedPlaces(document)).toEqual(['Observation.category[0]']);
  });

  test('with names that JavaScript treats specially are refused like others', () => {
    const document: unknown = JSON.parse(
      '{"resourceType":"Device","__proto__":{"id":"a"},"constructor":1,"toString":1,"hasOwnProperty":[],"status":"active"}',
    );
    expect(refusedPlaces(document)).toEqual([
      'Device.__proto__',
      'Device.constructor',
      'Device.toString',
      'Device.hasOwnProperty',
    ]);
    expect(refusedPlaces(JSON.parse('{"resourceType":"__proto__"}'))).toEqual(['Resource.resourceType']);
    expect(refusedPlaces(JSON.parse('{"resourceType":"constructor"}'))).toEqual(['constructor.resourceType']);
  });

  test('with special names in place of codes are refused', () => {
    const coding = (system: string, code: string) => ({
      resourceType: 'Basic',
      code: { coding: [{ system, code }] },
    });
    expect(refusedPlaces(coding('constructor', 'x'))).toEqual(['Basic.code.coding[0].system']);
    const category = 'http://terminology.hl7.org/CodeSystem/observation-category';
    expect(refusedPlaces(coding(category, '__proto__'))).toEqual(['Basic.code.coding[0].code']);
    const extension = [{ url: '__proto__', valueString: 'a' }];
    expect(refusedPlaces({ resourceType: 'Basic', code: { text: 'a' }, extension })).toEqual([
      'Basic.extension[0].url',
    ]);
  });

  test('with very many faults get a bounded answer that says so', () => {
    const document = {
      ...resourceOf('Observation'),
      performer: Array.from({ length: 50_000 }, () => ({ reference: 'x' })),
    };
    const issues = check(document);
    expect(issues.length).toBeLessThan(300);
    expect(issues.at(-1)).toMatchObject({ code: 'too-long', severity: 'error', expression: 'Observation' });
  });

  test('with the same address and code very many times are read to their end', () => {
    const entry = Array.from({ length: 50_000 }, (_, index) => ({
      fullUrl: 'https://a.example/fhir/Device/1',
      resource: { resourceType: 'Device', id: '1', meta: { versionId: String(index) } },
    }));
    expect(check({ resourceType: 'Bundle', type: 'collection', entry })).toEqual([]);
    const coding = Array.from({ length: 50_000 }, (_, index) => ({
      system: 'https://a.example',
      code: `c${index}`,
    }));
    const component = [{ code: { coding: coding.map(({ code }) => ({ code })) } }];
    const observation = { ...resourceOf('Observation'), code: { coding }, component };
    expect(check(observation)).toEqual([]);
  });

  test('with very many entries are read to their end', () => {
    const entry = Array.from({ length: 20_000 }, () => ({
      resource: { resourceType: 'Device', status: 'active' },
    }));
    const bundle = {
      resourceType: 'Bundle',
      type: 'collection',
      entry: [...entry, { resource: { resourceType: 'Device', status: '?' } }],
    };
    expect(refusedPlaces(bundle)).toEqual(['Bundle.entry[20000].resource.status']);
  });

  test.each([
    ['white space', ' '.repeat(500_000)],
    ['white space before a letter', `${' '.repeat(500_000)}x`],
    ['blanks between letters', 'a '.repeat(250_000)],
    ['links', 'https://a.example/?'.repeat(25_000)],
    ['ampersands', '&'.repeat(500_000)],
    ['digits', '1'.repeat(500_000)],
    ['brackets', '('.repeat(500_000)],
  ])('with half a million characters of %s in any place get an answer', (_sentence, text) => {
    const places = [
      {
        resourceType: 'Device',
        manufacturer: text,
        text: { status: 'generated', div: `<div xmlns="http://www.w3.org/1999/xhtml"><p>${text}</p></div>` },
      },
      { resourceType: 'Device', id: text, language: text, implicitRules: text, status: text },
      { resourceType: 'Binary', contentType: text, data: text },
      {
        resourceType: 'Basic',
        code: { coding: [{ system: text, code: text }] },
        created: text,
        subject: { reference: text },
      },
      { resourceType: 'Basic', code: { coding: [{ system: 'http://snomed.info/sct', code: text }] } },
      {
        resourceType: 'Basic',
        code: { coding: [{ system: 'http://id.who.int/icd/release/11/mms', code: text }] },
      },
      {
        ...resourceOf('Observation'),
        valueQuantity: { value: 1, system: 'http://unitsofmeasure.org', code: text },
      },
      {
        resourceType: 'Bundle',
        type: 'transaction',
        entry: [
          { fullUrl: text, request: { method: 'PUT', url: text }, resource: { resourceType: 'Device' } },
        ],
      },
      {
        resourceType: 'Bundle',
        type: 'collection',
        timestamp: text,
        entry: [{ fullUrl: `https://${text}`, resource: { resourceType: 'Device', id: 'a' } }],
      },
    ];
    for (const place of places) expect(() => check(place)).not.toThrow();
  });

  test('whose objects are shared or frozen are read like others', () => {
    const code = Object.freeze({ text: 'x' });
    const document = {
      resourceType: 'Observation',
      status: 'final',
      code,
      category: [code, code],
      method: code,
    };
    expect(check(document)).toEqual([]);
  });

  test('are not changed by the check', () => {
    const bundle = collection();
    const before = JSON.stringify(bundle);
    check(bundle, { closed: true, baseUrl: 'https://gateway.example/fhir' });
    expect(JSON.stringify(bundle)).toBe(before);
  });
});

describe('any document', () => {
  const documents = fc.oneof(
    fc.jsonValue({ maxDepth: 6 }),
    fc.record({
      resourceType: fc.constantFrom('Bundle', 'Observation', 'Patient', 'Parameters'),
      entry: fc.jsonValue(),
      code: fc.jsonValue(),
      contained: fc.jsonValue(),
      extension: fc.jsonValue(),
      parameter: fc.jsonValue(),
    }),
    fc
      .tuple(fc.nat(), fc.jsonValue())
      .map(([place, value]) => withEdits(collection(), [put(nthPointer(place), value)])),
  );

  test('gets an answer in terms of OperationOutcome', () => {
    fc.assert(
      fc.property(documents, (document) => {
        for (const issue of check(document, { closed: true, baseUrl: 'https://gateway.example/fhir' })) {
          const outcome = {
            resourceType: 'OperationOutcome',
            issue: [{ severity: issue.severity, code: issue.code }],
          };
          expect(check(outcome)).toEqual([]);
          expect(issue.expression).toMatch(/^[A-Za-z]+(?:\.\w+|\[\d+\]|\.\?)*$/);
          expect(issue.diagnostics).toMatch(/\.$/);
        }
      }),
      { seed: PROPERTY_SEED, numRuns: 2000 },
    );
  });
});

/** JSON pointers of everything in the acne report, counted round. */
function nthPointer(number: number): string {
  return pointers[number % pointers.length] ?? '/type';
}

const pointers = pointersIn(collection(), '');

function pointersIn(value: unknown, at: string): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => [
    `${at}/${key}`,
    ...pointersIn(member, `${at}/${key}`),
  ]);
}

describe('findings', () => {
  test('say the same for the same document, whatever was checked before', () => {
    const bad = { ...resourceOf('Observation'), status: 'prelim' };
    const first = check(bad);
    check({ resourceType: 'Device', contained: [{ resourceType: 'Device' }] });
    expect(check(bad)).toEqual(first);
  });

  test('quote no value of the document', () => {
    const secret = 'Maria-Mueller';
    const document = {
      resourceType: 'Observation',
      id: `${secret}_`,
      status: secret,
      code: { coding: [{ system: secret, code: `${secret}  ` }], text: `${secret}\u0000` },
      subject: { reference: secret },
      effectiveDateTime: secret,
      valueQuantity: { value: secret, code: secret },
      component: [{ code: { text: 'x' }, valueString: 'x', valueInteger: 1 }],
    };
    const text = JSON.stringify(check(document));
    expect(text).not.toContain(secret);
    expect(check(document).length).toBeGreaterThan(6);
  });
});
