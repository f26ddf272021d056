import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { FhirResource } from 'fhir/r4.js';
import { publishedTypes } from '../../../src/serve/published/published.js';
import { routes } from '../../../src/serve/routes.js';
import { bundleIn, send } from '../../helpers/ask.js';
import { startTestGateway, type TestGateway } from '../../helpers/gateway.js';
import { mappingFiles, mappingJson } from '../../helpers/mapping.js';
import { routeDependencies } from '../../helpers/route-dependencies.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());

/** What the tests look at of one. */
type Published = FhirResource & { id: string; date: string; url?: string };

const published = mappingFiles.map((file) => mappingJson(file) as Published);
const pathOf = ({ resourceType, id }: Published) => `/fhir/${resourceType}/${id}`;

describe('each resource of mappings/', () => {
  test('is read as it stands, with a version and a time', async () => {
    for (const resource of published) {
      const { status, headers, text } = await send(gateway.url, 'get', pathOf(resource));
      const { meta, ...rest } = JSON.parse(text) as FhirResource;
      expect([status, rest]).toEqual([200, resource]);
      expect(headers['etag']).toBe(`W/"${meta?.versionId ?? ''}"`);
      expect(headers['last-modified']).toBe(new Date(resource.date).toUTCString());
    }
  });

  test('has the same validators at another gateway, so that a restart costs no client anything', async () => {
    const other = await startTestGateway();
    for (const resource of published) {
      const { headers } = await send(gateway.url, 'get', pathOf(resource));
      const asked = { headers: { 'If-None-Match': headers['etag'] ?? '' } };
      expect((await send(other.url, 'get', pathOf(resource), asked)).status).toBe(304);
    }
    await other.close();
  });

  test('is found by its canonical URL, by its version too, and alone', async () => {
    for (const { resourceType, id, url } of published) {
      if (url === undefined) continue;
      for (const query of [{ url }, { url, version: '0.1.0' }]) {
        const asked = { query: new URLSearchParams(query).toString() };
        const bundle = bundleIn(await send(gateway.url, 'get', `/fhir/${resourceType}`, asked));
        expect(bundle.entry?.map(({ resource }) => resource?.id)).toEqual([id]);
      }
    }
  });

  test('is in the search for its type', async () => {
    for (const type of publishedTypes) {
      const bundle = bundleIn(await send(gateway.url, 'get', `/fhir/${type}`, { query: '_count=100' }));
      const ids = published.filter(({ resourceType }) => resourceType === type).map(({ id }) => id);
      expect(bundle.entry?.map(({ resource }) => resource?.id).sort()).toEqual(ids.sort());
    }
  });
});

test('what is published may be read by any client, whatever its scopes', () => {
  const types: readonly string[] = publishedTypes;
  const needs = routes(routeDependencies()).flatMap(({ interaction, needs: wanted }) =>
    interaction !== undefined && types.includes(interaction.type) ? [wanted] : [],
  );
  expect(needs).toHaveLength(publishedTypes.length * 5);
  expect(needs.every((wanted) => wanted?.length === 0)).toBe(true);
});
