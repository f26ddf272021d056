import type { DeliveryDestination } from '../../src/deliver/destination/delivery-destination.js';
import { planOf } from '../../src/deliver/plan/plan-of.js';
import type { ProfileName } from '../../src/deliver/plan/profile.js';
import { judge } from '../../src/deliver/policy/judge.js';
import { createSender } from '../../src/deliver/send/create-sender.js';
import { sendPlan, type SharedPlaces } from '../../src/deliver/worker/send-plan.js';
import { readPlanResources } from '../../src/deliver/plan/plan-resource.js';
import { storedReport, testDestination } from '../helpers/destination.js';

/** How reports are brought to a server, and which one. */
export interface Delivering {
  /** FHIR base. */
  readonly url: string;
  readonly profile: ProfileName;
  readonly entryCap?: number | null;
  /** What else the destination says. */
  readonly form?: Partial<DeliveryDestination>;
}

type Report = readonly { readonly json: string }[];

/** Nobody else is there, and nothing is remembered: what is shared is sent each time. */
const ALONE: SharedPlaces = {
  claim: () => Promise.resolve('claimed'),
  keep: (_resource, signal) => ({ signal, stop: () => undefined }),
  finish: () => Promise.resolve(),
  release: () => Promise.resolve(),
};

/**
 * Brings a report to a server as a worker does: planned, sent and judged by what the gateway itself uses.
 *
 * @returns how it ended.
 */
export async function deliverReport(
  report: Report,
  { url, profile, entryCap = null, form }: Delivering,
): Promise<string> {
  const destination = testDestination({ ...form, baseUrl: url, profile, entryCap });
  const sender = createSender(destination);
  try {
    const end = await sendPlan(planOf(profile, readPlanResources(report), destination), ALONE, {
      sender,
      judge: (answer, sent) => judge(answer, sent, Date.now()),
      correlationId: 'test',
      signal: new AbortController().signal,
      done: new Set(),
      found: new Map(),
      isVerified: false,
      keep: () => Promise.resolve(true),
    });
    return typeof end === 'string' ? end : end.outcome;
  } finally {
    await sender.close();
  }
}

/** A translated report with another conclusion under the same ids. */
export function changedReport(name: string): Report {
  return storedReport(name).map(({ json }) => {
    const resource = JSON.parse(json) as { resourceType: string };
    const isReport = resource.resourceType === 'DiagnosticReport';
    return { json: JSON.stringify(isReport ? { ...resource, conclusion: 'Reviewed.' } : resource) };
  });
}
