import type { CapabilityStatementRestResource, FhirResource } from 'fhir/r4.js';
import type { Reply, Served } from './served.js';

type Code = NonNullable<CapabilityStatementRestResource['interaction']>[number]['code'];

/** What is wrong with one interaction of a type, or nothing. */
type Trial = (served: Served, resource: FhirResource) => Promise<string[]>;

const path = ({ resourceType, id = '' }: FhirResource): string => `/${resourceType}/${id}`;

function unless(holds: boolean, problem: string): string[] {
  return holds ? [] : [problem];
}

function same({ resource }: Reply, expected: FhirResource): boolean {
  return JSON.stringify(resource) === JSON.stringify(expected);
}

const read: Trial = async ({ get }, resource) => {
  const reply = await get(path(resource));
  const version = resource.meta?.versionId;
  return [
    ...unless(reply.status === 200, `read answers ${reply.status}`),
    ...unless(same(reply, resource), 'read gives another resource than the search'),
    ...unless(
      version === undefined || reply.headers.get('etag') === `W/"${version}"`,
      'the ETag of a read is not its version',
    ),
  ];
};

const vread: Trial = async ({ get }, resource) => {
  const address = `${path(resource)}/_history`;
  const reply = await get(`${address}/${resource.meta?.versionId ?? ''}`);
  const other = await get(`${address}/no-such-version`);
  return [
    ...unless(same(reply, resource), `vread answers ${reply.status} or another resource`),
    ...unless(other.status === 404, `vread of an unknown version answers ${other.status}`),
  ];
};

const history: Trial = async ({ get }, resource) => {
  const reply = await get(`${path(resource)}/_history`);
  const bundle = reply.resource?.resourceType === 'Bundle' ? reply.resource : undefined;
  const versions = (bundle?.entry ?? []).map((entry) => JSON.stringify(entry.resource));
  return [
    ...unless(bundle?.type === 'history', `history answers ${reply.status}`),
    ...unless(versions.includes(JSON.stringify(resource)), 'history lacks the current version'),
  ];
};

const search: Trial = async ({ get, send }, { resourceType }) => {
  const byGet = await get(`/${resourceType}?_count=2`);
  const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
  const byPost = await send('POST', `/${resourceType}/_search`, form, '_count=2');
  const entries = ({ resource }: Reply) =>
    resource?.resourceType === 'Bundle' && JSON.stringify(resource.entry);
  return unless(
    byGet.status === 200 && byPost.status === 200 && entries(byGet) === entries(byPost),
    `search answers ${byGet.status} to GET and ${byPost.status} to POST, or not the same`,
  );
};

/** How to see that an interaction works. `delete` is not here: it would take away what the others need. */
export const TRIALS: Partial<Record<Code, Trial>> = {
  read,
  vread,
  'history-instance': history,
  'search-type': search,
};

/** Requests for what no type declares, by the code of the interaction. */
export const UNDECLARED: Partial<Record<Code, (resource: FhirResource) => [method: string, path: string]>> = {
  create: ({ resourceType }) => ['POST', `/${resourceType}`],
  update: (resource) => ['PUT', path(resource)],
  patch: (resource) => ['PATCH', path(resource)],
  delete: (resource) => ['DELETE', path(resource)],
  'history-type': ({ resourceType }) => ['GET', `/${resourceType}/_history`],
  read: (resource) => ['GET', path(resource)],
  vread: (resource) => ['GET', `${path(resource)}/_history/${resource.meta?.versionId ?? '1'}`],
  'history-instance': (resource) => ['GET', `${path(resource)}/_history`],
  'search-type': ({ resourceType }) => ['GET', `/${resourceType}`],
};
