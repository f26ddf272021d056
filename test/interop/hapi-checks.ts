import { deepStrictEqual } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Bundle, DiagnosticReport, FhirResource, Observation } from 'fhir/r4.js';
import { differences, expectedAfter, withoutServersOwn } from './same-resource.js';
import { check, type Check } from './check.js';
import { ask } from '../receiver/sandbox/ask-receiver.js';
import { find, read, type FhirServer } from './fhir-http.js';

const AREA = 'stored and found';
const RESOURCE = 'https://derm-fhir-gateway.github.io/sid/resource';
const REPORT = 'https://derm-fhir-gateway.github.io/sid/report';
const DERMATOLOGY_AI = 'https://derm-fhir-gateway.github.io/ig/CodeSystem/dermatology-ai';
const ICD11 = 'http://id.who.int/icd/release/11/mms';

/** The vendor's example as it is delivered. */
export function acne(style: 'transaction' | 'transaction-conditional'): Bundle<FhirResource> {
  const file = new URL(`../golden/acne-full.${style}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as Bundle<FhirResource>;
}

/** What HAPI's JPA server holds of a report that is sent again and again; it must be empty before. */
export async function hapiChecks(server: FhirServer): Promise<Check[]> {
  const sent = acne('transaction');
  const resources = expectedAfter(sent);
  const checks = [
    check(AREA, 'three sends of a report leave each resource once, in its first version', () =>
      sendThrice(server, sent, resources),
    ),
    () => check(AREA, 'what is read back is what was sent', () => readBack(server, resources)),
    () =>
      check(AREA, 'searches find it by identifier, code and component value', () =>
        search(server, resources),
      ),
    () => check(AREA, 'a changed report changes that resource alone', () => change(server, resources)),
    () =>
      check(AREA, 'a report that is sent by its identifiers finds what is there', () =>
        conditional(server, resources),
      ),
  ];
  const done: Check[] = [];
  for (const next of checks) done.push(await (typeof next === 'function' ? next() : next));
  return done;
}

const addressOf = ({ resourceType, id = '' }: FhirResource): string => `${resourceType}/${id}`;

async function sendThrice(
  server: FhirServer,
  sent: Bundle,
  resources: readonly FhirResource[],
): Promise<void> {
  for (const status of ['201 Created', '200 OK', '200 OK']) {
    const { body } = await ask(server, 'POST', '', sent);
    deepStrictEqual(body?.type, 'transaction-response');
    deepStrictEqual(
      body.entry?.map(({ response }) => response?.status),
      resources.map(() => status),
    );
  }
  await exactly(server, resources);
  for (const resource of resources) {
    deepStrictEqual((await read(server, addressOf(resource))).meta?.versionId, '1', addressOf(resource));
  }
}

/** Every type that was sent has these resources, and no other. */
async function exactly(server: FhirServer, resources: readonly FhirResource[]): Promise<void> {
  const addresses = resources.map(addressOf).sort();
  const types = [...new Set(resources.map(({ resourceType }) => resourceType))];
  const found = await Promise.all(types.map((type) => find(server, `${type}?_sort=_id`)));
  deepStrictEqual(found.flat().sort(), addresses);
}

async function readBack(server: FhirServer, resources: readonly FhirResource[]): Promise<void> {
  const changed: string[] = [];
  for (const resource of resources) {
    const [sent, stored] = [resource, await read(server, addressOf(resource))].map((one) =>
      inOrder(withoutServersOwn(withoutRequestId(one))),
    );
    changed.push(...differences(sent, stored, addressOf(resource)));
  }
  deepStrictEqual(changed, []);
}

/** HAPI writes the id of the request behind `meta.source`, and makes one where there is none. */
function withoutRequestId(resource: FhirResource): FhirResource {
  const { source, ...meta } = resource.meta ?? {};
  const own = source?.replace(/#.*$/, '') ?? '';
  return { ...resource, meta: own === '' ? meta : { ...meta, source: own } };
}

/** The attributes of a narrative's elements have no order; HAPI writes them in one of its own. */
function inOrder(resource: unknown): unknown {
  const sorted = (_: string, name: string, attributes: string): string =>
    `<${name}${attributes
      .split(/(?<=") /)
      .map((attribute) => attribute.trim())
      .sort()
      .map((attribute) => ` ${attribute}`)
      .join('')}>`;
  return JSON.parse(JSON.stringify(resource), (key, value: unknown) =>
    key === 'div' && typeof value === 'string'
      ? value.replace(/<(\w+)((?: [\w:]+="[^"]*")+)>/g, sorted)
      : value,
  ) as unknown;
}

function reportIn(resources: readonly FhirResource[]): DiagnosticReport {
  const report = resources.find(
    (resource): resource is DiagnosticReport => resource.resourceType === 'DiagnosticReport',
  );
  if (report === undefined) throw new Error('the example has no report');
  return report;
}

async function search(server: FhirServer, resources: readonly FhirResource[]): Promise<void> {
  const report = reportIn(resources);
  const vendorId = report.identifier?.find(({ system }) => system === REPORT)?.value ?? '';
  const token = (system: string, code: string): string => encodeURIComponent(`${system}|${code}`);
  const observations = resources.filter(
    (resource): resource is Observation => resource.resourceType === 'Observation',
  );
  const addresses = (where: (observation: Observation) => boolean | undefined): string[] =>
    observations.filter(where).map(addressOf).sort();
  const own = [addressOf(report)];
  deepStrictEqual(await find(server, `DiagnosticReport?identifier=${token(RESOURCE, report.id ?? '')}`), own);
  deepStrictEqual(await find(server, `DiagnosticReport?identifier=${token(REPORT, vendorId)}`), own);
  const candidates = addresses(({ code }) =>
    code.coding?.some((coding) => coding.code === 'condition-probability'),
  );
  deepStrictEqual(candidates.length > 1, true, 'the example has no two candidates');
  deepStrictEqual(
    await find(server, `Observation?code=${token(DERMATOLOGY_AI, 'condition-probability')}`),
    candidates,
  );
  const acne = addresses(({ component }) =>
    component?.some(({ valueCodeableConcept }) =>
      valueCodeableConcept?.coding?.some(({ system, code }) => system === ICD11 && code === 'ED80'),
    ),
  );
  deepStrictEqual(acne.length, 1, 'the example has not one candidate with that code');
  deepStrictEqual(await find(server, `Observation?component-value-concept=${token(ICD11, 'ED80')}`), acne);
}

/** Words of the conclusion are what a report may change in without another id. */
async function change(server: FhirServer, resources: readonly FhirResource[]): Promise<void> {
  const sent = acne('transaction');
  reportIn((sent.entry ?? []).flatMap(({ resource }) => resource ?? [])).conclusion = 'Reviewed.';
  for (let times = 0; times < 2; times += 1)
    deepStrictEqual((await ask(server, 'POST', '', sent)).status, 200);
  for (const resource of resources) {
    const { meta } = await read(server, addressOf(resource));
    const version = resource.resourceType === 'DiagnosticReport' ? '2' : '1';
    deepStrictEqual(meta?.versionId, version, addressOf(resource));
  }
  await exactly(server, resources);
}

async function conditional(server: FhirServer, resources: readonly FhirResource[]): Promise<void> {
  const { status } = await ask(server, 'POST', '', acne('transaction-conditional'));
  deepStrictEqual(status, 200);
  await exactly(server, resources);
}
