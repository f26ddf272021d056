import type { Intake } from '../../store/outbox/intake.js';

/** What clients see of an intake. What the vendor was asked with is not in it. */
export function describeIntake(intake: Intake): Readonly<Record<string, unknown>> {
  const { id, state, createdMs, finishedMs, attempts, problem, reportId, deliveryIds } = intake;
  return {
    id,
    state,
    created: timeOf(createdMs),
    ...(finishedMs === null ? { due: timeOf(intake.dueMs) } : { finished: timeOf(finishedMs) }),
    attempts,
    ...(problem === null ? {} : { problem }),
    destinations: intake.destinations,
    ...(reportId === null ? {} : { report: `DiagnosticReport/${reportId}` }),
    deliveries: deliveryIds,
  };
}

/** Whether nothing more will happen to it. */
export function isEnded({ finishedMs }: Intake): boolean {
  return finishedMs !== null;
}

function timeOf(ms: number): string {
  return new Date(ms).toISOString();
}
