import { describe, expect, test } from '@jest/globals';
import type { FhirResource } from 'fhir/r4.js';
import {
  openPublished,
  PUBLISHED,
  publishedLater,
  publishedTypes,
} from '../../../../src/serve/published/published.js';
import { InvalidMapping } from '../../../../src/terminology/invalid-mapping.js';
import { loadMappings } from '../../../../src/terminology/mappings.js';
import { mappingFiles, mappingJson, mappingsPatched } from '../../../helpers/mapping.js';

const { tenant, language } = PUBLISHED;

/** Reads what a file of `mappings/` has become. */
async function published(file: string): Promise<{ versionId: string; lastUpdated: string; json: string }> {
  const store = await openPublished(loadMappings());
  const [type = '', id = ''] = file.replace('.json', '').split(/-(.*)/s);
  const found = await store.read(tenant, type, id, [language]);
  await store.close();
  if (found === null || !('json' in found)) throw new Error(`${file} is not published`);
  return found;
}

describe('what is published', () => {
  test('is each file of mappings/ as it stands, under a version of its own', async () => {
    const store = await openPublished(loadMappings());
    for (const file of mappingFiles) {
      const resource = mappingJson(file) as FhirResource & { id: string; date: string };
      const found = await store.read(tenant, resource.resourceType, resource.id, [language]);
      if (found === null || !('json' in found)) throw new Error(`${file} is not published`);
      const { meta, ...rest } = JSON.parse(found.json) as FhirResource;
      expect(rest).toEqual(resource);
      expect(meta).toEqual({ versionId: found.versionId, lastUpdated: `${resource.date}T00:00:00.000Z` });
    }
    await store.close();
  });

  test('is the same after another start, its time included', async () => {
    expect(await published('CodeSystem-severity.json')).toEqual(await published('CodeSystem-severity.json'));
  });

  test('is of the types that are routed', () => {
    const { all, profiles } = loadMappings();
    const types = [...all, ...profiles()].map(({ resourceType }) => resourceType);
    expect([...new Set(types)].sort()).toEqual([...publishedTypes]);
  });

  test('is not started with, when it is not valid FHIR', async () => {
    const mappings = loadMappings(mappingsPatched('OperationDefinition-fetch.json', { '/kind': 'magic' }));
    await expect(openPublished(mappings)).rejects.toThrow(InvalidMapping);
    await expect(openPublished(mappings)).rejects.toThrow('OperationDefinition-fetch.json');
  });

  test('is read when it is first asked for, once, and need never be', async () => {
    const mappings = loadMappings();
    let times = 0;
    const profiles = () => {
      times += 1;
      return mappings.profiles();
    };
    const store = publishedLater({ ...mappings, profiles });
    await publishedLater({ ...mappings, profiles }).close();
    expect(times).toBe(0);
    const found = await Promise.all(
      ['anamnesis', 'ai-device'].map((id) => store.read(tenant, 'StructureDefinition', id, [language])),
    );
    expect(found).not.toContain(null);
    expect(times).toBe(1);
    await store.close();
  });
});
