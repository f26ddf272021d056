import { setTimeout as sleep } from 'node:timers/promises';
import type { Bundle, FhirResource, Task } from 'fhir/r4.js';
import { deliveryOutcomes, type DeliveryOutcome } from '../../src/deliver/outcome.js';
import type { AttemptIssue } from '../../src/store/outbox/delivery.js';
import { getJson } from './get-json.js';
import type { Page } from './page.js';
import { DESTINATION, type Stations } from './stations.js';

/** A delivery as operators see it, as far as it is told here. */
interface Delivery {
  readonly state: string;
  readonly attempts: readonly {
    readonly outcome: DeliveryOutcome;
    readonly status?: number;
    readonly durationMs: number;
    readonly issues: readonly AttemptIssue[];
  }[];
}

const COLUMNS = [21, 62];
const LOOK_EVERY_MS = 20;

/** Asks the gateway to deliver a report, and waits for the end of the first attempt. @returns whether it is delivered. */
export async function push(
  page: Page,
  { gateway }: Stations,
  { entry = [] }: Bundle<FhirResource>,
): Promise<boolean> {
  page.step('Push into the hospital server, through the outbox');
  const report = entry.find(({ resource }) => resource?.resourceType === 'DiagnosticReport')?.resource;
  const path = `DiagnosticReport/${report?.id ?? ''}/$push?destination=${DESTINATION}`;
  const tasks = await getJson<Bundle<Task>>(`${gateway.baseUrl}/${path}`, {}, 'POST');
  const task = tasks.entry?.[0]?.resource;
  page.row(['on disk', `POST /${path}`], [9]);
  const { state, attempts } = await attempted(`${gateway.url}/deliveries/${task?.id ?? ''}`);
  page.row([state, `GET /deliveries/${task?.id ?? ''}`], [9]);
  const last = attempts.at(-1);
  for (const { severity, resource, text } of last?.issues ?? [])
    if (severity !== 'information') page.row([severity, resource ?? '', text], COLUMNS);
  const told =
    last === undefined
      ? ''
      : `HTTP ${last.status ?? '–'}, ${last.outcome}: ${deliveryOutcomes[last.outcome]}`;
  return page.verdict(state === 'delivered', told);
}

/** What is refused is tried again later: the first answer is enough to know. */
async function attempted(url: string): Promise<Delivery> {
  for (;;) {
    const delivery = await getJson<Delivery>(url);
    if (delivery.attempts.length > 0 && delivery.state !== 'sending') return delivery;
    await sleep(LOOK_EVERY_MS);
  }
}
