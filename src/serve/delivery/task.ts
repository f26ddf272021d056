import type { Task } from 'fhir/r4.js';
import { escapeXml, narrative } from '../../fhir/narrative.js';
import type { Delivery, DeliveryState } from '../../store/outbox/delivery.js';

/** Every state of a delivery. */
export const DELIVERY_STATES = [
  'waiting',
  'sending',
  'delivered',
  'superseded',
  'dead',
  'discarded',
  'cancelled',
] as const satisfies readonly DeliveryState[];

/** What each state is to FHIR (https://hl7.org/fhir/R4/valueset-task-status.html); the state itself is the business status. */
export const TASK_STATUS = {
  waiting: 'requested',
  sending: 'in-progress',
  delivered: 'completed',
  superseded: 'cancelled',
  dead: 'failed',
  discarded: 'cancelled',
  cancelled: 'cancelled',
} as const satisfies Record<DeliveryState, Task['status']>;

/** States of deliveries that are a status of Tasks; none for one that no delivery has. */
export function statesOf(status: string): readonly DeliveryState[] {
  return DELIVERY_STATES.filter((state) => TASK_STATUS[state] === status);
}

const MEANING: Readonly<Record<DeliveryState, string>> = {
  waiting: 'Waits to be sent.',
  sending: 'Is being sent.',
  delivered: 'The destination has it.',
  superseded: 'A newer version of the report took its place.',
  dead: 'Given up; an operator can send it again.',
  discarded: 'Given up, and an operator said that it stays so.',
  cancelled: 'The report was erased first.',
};

/** A delivery as FHIR R4 (https://hl7.org/fhir/R4/task.html): what is to be brought where, and how far that is. */
export function taskOf(delivery: Delivery): Task {
  const { id, destination, reportId, language, state, createdMs, lastOutcome } = delivery;
  return {
    resourceType: 'Task',
    id,
    language: 'en',
    text: narrative('en', `<p>${escapeXml(`Report for ${destination}. ${MEANING[state]}`)}</p>`),
    status: TASK_STATUS[state],
    // Success needs no reason: it says why a task is not done, or failed.
    ...(lastOutcome === null || state === 'delivered' ? {} : { statusReason: { text: lastOutcome } }),
    businessStatus: { text: state },
    intent: 'order',
    code: { coding: [FULFILL], text: 'Deliver a report' },
    focus: { reference: `DiagnosticReport/${reportId}` },
    ...(delivery.firstAttemptMs === null ? {} : { executionPeriod: executionOf(delivery) }),
    authoredOn: instant(createdMs),
    lastModified: instant(Math.max(createdMs, delivery.changedMs)),
    owner: { display: destination },
    input: [{ type: { text: 'Language of the report' }, valueCode: language }],
  };
}

const FULFILL = {
  system: 'http://hl7.org/fhir/CodeSystem/task-code',
  code: 'fulfill',
  display: 'Fulfill the focal request',
};

function executionOf({ firstAttemptMs, finishedMs }: Delivery): Task['executionPeriod'] {
  const start = firstAttemptMs === null ? {} : { start: instant(firstAttemptMs) };
  const isOver = finishedMs !== null && finishedMs >= (firstAttemptMs ?? finishedMs);
  return { ...start, ...(isOver ? { end: instant(finishedMs) } : {}) };
}

function instant(ms: number): string {
  return new Date(ms).toISOString();
}
