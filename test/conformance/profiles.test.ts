import { describe, expect, test } from '@jest/globals';
import type { FhirResource, Resource, StructureDefinition } from 'fhir/r4.js';
import { structureDefinitions } from '../../.scripts/profiles/all.js';
import { check } from '../../src/fhir/check/check.js';
import { readPlanResource } from '../../src/deliver/plan/plan-resource.js';
import { withdrawnOf } from '../../src/deliver/plan/withdrawn.js';
import { parseReport } from '../../src/raw/read-report.js';
import { createMetas } from '../../src/translate/meta.js';
import { translate } from '../../src/translate/translate.js';
import { testContext } from '../helpers/context.js';
import { rawFixtures, rawText } from '../helpers/fixture.js';
import { mappingFiles, mappingJson } from '../helpers/mapping.js';
import { patched } from '../helpers/patch.js';
import { errorsOf } from './finding.js';
import { objectsIn } from './json-walk.js';
import { validateWithMedplum } from './medplum.js';
import { PROFILE_BREAKS } from './profile-breaks.js';

const published = mappingFiles.map((file) => mappingJson(file) as FhirResource);
const profiles = published.filter(
  (resource): resource is StructureDefinition => resource.resourceType === 'StructureDefinition',
);
const context = testContext({ metaProfile: true });

/** Everything that all fixtures become, each resource with its profile in it. */
const resources: readonly Resource[] = rawFixtures.flatMap(
  (name) => translate(parseReport(rawText(name)), context).resources,
);

function profileOf({ meta }: Resource): string {
  return meta?.profile?.[0]?.replace(/^.*\//, '') ?? '';
}

describe('the profiles on file', () => {
  test('are what their sources say (else: npx tsx .scripts/generate-profiles.ts)', () => {
    const onFile = profiles.map((profile) => {
      const rest: Partial<StructureDefinition> = { ...profile };
      delete rest.snapshot;
      delete rest.text;
      return rest;
    });
    expect(onFile).toEqual([...structureDefinitions].sort((a, b) => (String(a.id) < String(b.id) ? -1 : 1)));
  });

  test('speak of profiles, value sets and code systems that are published here or by R4', () => {
    const urls = new Set(published.flatMap((resource) => ('url' in resource ? [resource.url] : [])));
    const named = [
      ...JSON.stringify(profiles).matchAll(/"(https:\/\/derm-fhir-gateway\.github\.io\/ig\/[^"]+)"/g),
    ];
    expect(named.length).toBeGreaterThan(100);
    for (const [, url] of named) expect(urls).toContain(url);
  });

  test('are all claimed by something that translation makes, and no other is', () => {
    const claimed = new Set(resources.map(profileOf));
    const concrete = profiles.filter(({ type, abstract }) => type !== 'Extension' && !abstract);
    expect([...claimed].sort()).toEqual(concrete.map(({ id }) => id));
    expect(Object.keys(createMetas(true, true))).toHaveLength(concrete.length);
  });
});

describe('what translation makes', () => {
  test('conforms, for an independent validator, to the profiles that it claims', () => {
    for (const resource of resources)
      expect([profileOf(resource), errorsOf(validateWithMedplum(resource))]).toEqual([
        profileOf(resource),
        [],
      ]);
    for (const resource of resources)
      expect(check(resource).filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  test('conforms to them also when it is withdrawn', () => {
    const { resources: withdrawn } = withdrawnOf(
      resources.map((one) => readPlanResource(JSON.stringify(one))),
      [],
      { media: 'reference' },
    );
    expect(new Set(withdrawn.map(({ resourceType }) => resourceType)).size).toBe(3);
    for (const resource of withdrawn)
      expect([resource['meta'], errorsOf(validateWithMedplum(resource))]).toEqual([resource['meta'], []]);
  });

  test('claims nothing unless it is told to', () => {
    const { resources: silent } = translate(parseReport(rawText('acne-full')), testContext());
    expect([...objectsIn(silent, '')].filter(({ value }) => 'profile' in value)).toEqual([]);
  });
});

describe('a resource that claims a profile', () => {
  const acne = translate(parseReport(rawText('acne-full')), context).resources;

  test('is shown to be refused, for each of the profiles and extensions', () => {
    const broken = new Set(PROFILE_BREAKS.map(({ profile }) => profile));
    const concrete = profiles.filter(({ abstract }) => !abstract).map(({ id }) => id);
    expect([...broken].sort()).toEqual(concrete);
  });

  test.each(PROFILE_BREAKS.filter(({ onlyHl7 }) => onlyHl7 !== true))(
    '$profile and $rule is refused',
    ({ profile, on = profile, patch }) => {
      const resource = acne.find((one) => profileOf(one) === on);
      expect(errorsOf(validateWithMedplum(patched(resource, patch)))).not.toEqual([]);
    },
  );
});
