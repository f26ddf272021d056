import type { Bundle, FhirResource } from 'fhir/r4.js';
import { planOf } from '../../src/deliver/plan/plan-of.js';
import { createSender } from '../../src/deliver/send/create-sender.js';
import { comparePlan, type Finding } from '../../src/deliver/verify/compare-plan.js';
import { readPlanResources } from '../../src/deliver/plan/plan-resource.js';
import { testDestination } from '../helpers/destination.js';
import { getJson } from './get-json.js';
import type { Page } from './page.js';
import type { Stations } from './stations.js';

/** What the hospital has, and whether it is what was sent. */
export interface ReadBack {
  readonly stored: Bundle<FhirResource>;
  readonly isSame: boolean;
}

/** Reads everything back from the hospital, and compares it as `derm-fhir reconcile` does. */
export async function readBack(
  page: Page,
  { hospital }: Stations,
  { entry = [] }: Bundle<FhirResource>,
): Promise<ReadBack> {
  page.step('Read back from the hospital server and compare');
  const resources = entry.flatMap(({ resource }) => resource ?? []);
  const findings = await compare(hospital.url, resources);
  for (const finding of findings) {
    const place = 'path' in finding ? finding.path : finding.resource;
    page.row([finding.kind, place], [21]);
  }
  const different = new Set(findings.map(({ resource }) => resource));
  const same = resources.length - different.size;
  const isSame = page.verdict(
    same === resources.length,
    `${same} of ${resources.length} say exactly what was sent, apart from the version that the server gave them`,
  );
  const stored = await Promise.all(
    resources.map(async ({ resourceType, id }) => ({
      resource: await getJson<FhirResource>(`${hospital.url}/${resourceType}/${id ?? ''}`),
    })),
  );
  return { stored: { resourceType: 'Bundle', type: 'collection', entry: stored }, isSame };
}

async function compare(baseUrl: string, resources: readonly FhirResource[]): Promise<readonly Finding[]> {
  const destination = testDestination({ baseUrl });
  const sent = readPlanResources(resources.map((resource) => ({ json: JSON.stringify(resource) })));
  const sender = createSender(destination);
  try {
    const compared = await comparePlan(planOf('transaction-put', sent, destination), (path) =>
      sender.get(path),
    );
    if (compared.kind === 'unread') throw new Error('the hospital does not give its resources');
    return compared.findings;
  } finally {
    await sender.close();
  }
}
