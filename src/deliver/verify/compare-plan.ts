import { isObject, type JsonObject } from '../../fhir/check/json-object.js';
import type { Plan } from '../plan/plan.js';
import type { PlannedRequest } from '../planned-request.js';
import type { Answer } from '../send/answer.js';
import { nameOf } from '../sent-entry.js';
import { differences, type Difference } from './differences.js';
import { findPlaces, plannedPlaces } from './planned-places.js';
import { resourcesOf } from './read-back.js';

/** One resource of ours, as it was sent, e.g. `Observation/17`, and what a destination made of it. */
export type Finding =
  /** `not-withdrawn`: the report has it no more, and it is still valid there. */
  | { readonly kind: 'missing' | 'not-withdrawn'; readonly resource: string }
  | ({ readonly resource: string } & Difference);

/** What a destination has of a report. */
export type Compared =
  | { readonly kind: 'compared'; readonly findings: readonly Finding[] }
  /** It did not give its resources. */
  | { readonly kind: 'unread'; readonly answer: Answer };

type Expected = (sent: JsonObject, stored: JsonObject) => JsonObject;

/**
 * Compares what a plan would write with what a destination has. Nothing is written.
 *
 * @param get reads below the base.
 * @param expected what should be there of a resource as it was planned, given what is there.
 */
export async function comparePlan(
  plan: Pick<Plan, 'shared' | 'requests'>,
  get: (path: string) => Promise<Answer>,
  expected: Expected = (sent) => sent,
): Promise<Compared> {
  const places = await findPlaces(plannedPlaces(plan), get);
  if ('answer' in places) return { kind: 'unread', answer: places.answer };
  const findings: Finding[] = [];
  for (const request of [...plan.shared.map((writing) => writing.request), ...plan.requests]) {
    const found = await compareRequest(request, places, get, expected);
    if ('answer' in found) return { kind: 'unread', answer: found.answer };
    findings.push(...found);
  }
  return { kind: 'compared', findings };
}

async function compareRequest(
  request: PlannedRequest,
  places: ReadonlyMap<string, string>,
  get: (path: string) => Promise<Answer>,
  expected: Expected,
): Promise<readonly Finding[] | { readonly answer: Answer }> {
  const findings: Finding[] = [];
  const sent = resourcesOf(request);
  for (const entry of request.entries) {
    const resource = nameOf(entry);
    const place = places.get(`urn:uuid:${entry.id ?? ''}`);
    const answer = place === undefined ? null : await get(place);
    if (answer === null || isMissing(answer)) findings.push({ kind: 'missing', resource });
    else if (answer.kind === 'unanswered' || answer.status !== 200 || !isObject(answer.body))
      return { answer };
    else {
      const wanted = expected(sent[entry.index] ?? {}, answer.body);
      const different = differences(wanted, answer.body, places);
      findings.push(...different.map((one) => ({ resource, ...one })));
    }
  }
  return findings;
}

/** It never was there, or is there no more (https://hl7.org/fhir/R4/http.html#read). */
function isMissing(answer: Answer): boolean {
  return answer.kind === 'answered' && (answer.status === 404 || answer.status === 410);
}
