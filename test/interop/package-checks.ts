import { deepStrictEqual, notDeepStrictEqual } from 'node:assert/strict';
import type { FhirResource, OperationOutcome } from 'fhir/r4.js';
import { readExamples, readMappings } from '../../.scripts/own-mappings.js';
import { PROFILE_BREAKS } from '../conformance/profile-breaks.js';
import { brokenExamples } from '../hl7/broken-examples.js';
import { ask } from '../receiver/sandbox/ask-receiver.js';
import { check, type Check } from './check.js';
import type { FhirServer } from './fhir-http.js';

/** The areas of what HAPI's server validates. */
export const VALIDATED = { example: 'example', broken: 'broken example' } as const;

/** HAPI's terminology is R4's, which is older than the label AIAST (java: ConformanceResources says the same of HL7's own). */
const YOUNGER_THAN_R4 = /v3-ObservationValue#AIAST|CodeSystem\/DCM#DMS/;

/** Whether HAPI's JPA server takes what our FHIR package holds, and applies the profiles in it. */
export async function packageChecks(server: FhirServer): Promise<Check[]> {
  const checks = [
    await check('package', 'every resource of the package is taken', () => put(server, readMappings())),
  ];
  for (const example of readExamples()) {
    const what = `${example.id ?? ''} is valid, also for its profile`;
    checks.push(
      await check(VALIDATED.example, what, async () => {
        deepStrictEqual(await errorsOf(server, example), []);
      }),
    );
  }
  for (const [name, resource] of brokenExamples(
    PROFILE_BREAKS.filter(({ isWarning }) => isWarning !== true),
  )) {
    checks.push(
      await check(VALIDATED.broken, `${name} is refused`, async () => {
        notDeepStrictEqual(await errorsOf(server, resource), []);
      }),
    );
  }
  return checks;
}

async function put(server: FhirServer, resources: readonly FhirResource[]): Promise<void> {
  const refused: unknown[] = [];
  // What others are made from comes first.
  for (const resource of [...resources].sort((a, b) => rank(a) - rank(b))) {
    const address = `${resource.resourceType}/${resource.id ?? ''}`;
    const { status, body } = await ask(server, 'PUT', address, resource);
    if (status !== 201) refused.push([address, status, body]);
  }
  deepStrictEqual(refused, []);
}

function rank({ resourceType, id }: FhirResource): number {
  if (resourceType !== 'StructureDefinition') return 0;
  return id === 'ai-observation' ? 1 : 2;
}

async function errorsOf(server: FhirServer, resource: FhirResource): Promise<string[]> {
  const { body } = await ask(server, 'POST', `${resource.resourceType}/$validate`, resource);
  const { issue } = body as unknown as OperationOutcome;
  return issue.flatMap(({ severity, diagnostics = '' }) =>
    (severity === 'error' || severity === 'fatal') && !YOUNGER_THAN_R4.test(diagnostics) ? [diagnostics] : [],
  );
}
