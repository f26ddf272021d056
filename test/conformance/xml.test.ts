import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import type { Bundle, FhirResource, Observation, Patient } from 'fhir/r4.js';
import { outcomeOf, errorIssue } from '../../src/fhir/outcome.js';
import { writeXml } from '../../src/fhir/xml/write-xml.js';
import { mappingFiles, mappingJson } from '../helpers/mapping.js';
import { comparable, narrativesIn, parseXml } from '../helpers/parse-xml.js';

const GOLDEN = new URL('../golden/', import.meta.url);
const bundles = readdirSync(GOLDEN).filter(
  (file) => file.endsWith('.json') && !file.endsWith('.issues.json'),
);

function golden(file: string): FhirResource {
  return JSON.parse(readFileSync(new URL(file, GOLDEN), 'utf8')) as FhirResource;
}

/** Fails unless XML says the same as the JSON that it was made of. */
function expectSame(resource: FhirResource, isPretty = false): void {
  const xml = writeXml(resource, isPretty);
  expect(comparable(parseXml(xml))).toEqual(comparable(resource));
  for (const narrative of narrativesIn(resource)) expect(xml).toContain(narrative);
}

describe('XML says the same as JSON', () => {
  test.each(bundles)('of the golden %s', (file) => {
    expectSame(golden(file));
  });

  test.each(mappingFiles)('of the published %s', (file) => {
    expectSame(mappingJson(file) as FhirResource);
  });

  test('when it is indented', () => {
    const bundle = golden('acne-full.collection.json');
    expectSame(bundle, true);
    expect(writeXml(bundle, true)).toContain('\n  <entry>\n    <fullUrl value="');
  });

  test('of an OperationOutcome', () => {
    const outcome = outcomeOf([
      errorIssue('value', 'Line one\n\tline "two" & <three>', { expression: 'Bundle.entry[0].resource' }),
    ]);
    expectSame(outcome);
  });

  test('of a page of search results with contained resources and what a search says of itself', () => {
    const patient: Patient = { resourceType: 'Patient', id: 'p', active: false };
    const observation: Observation = {
      resourceType: 'Observation',
      id: '1',
      contained: [patient],
      status: 'preliminary',
      code: { text: 'a' },
      subject: { reference: '#p' },
      valueQuantity: { value: 99.65 },
    };
    const page: Bundle = {
      resourceType: 'Bundle',
      type: 'searchset',
      total: 1,
      link: [{ relation: 'self', url: 'https://gateway.test/fhir/Observation?code=a|b&_count=1' }],
      entry: [
        {
          fullUrl: 'https://gateway.test/fhir/Observation/1',
          search: { mode: 'match', score: 1 },
          resource: observation,
        },
        { search: { mode: 'outcome' }, resource: outcomeOf([]) },
      ],
    };
    expectSame(page);
  });
});
