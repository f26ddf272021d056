import { z } from 'zod';
import { OutcomeError } from '../../fhir/outcome.js';
import type { DeliveryFilter } from '../../store/outbox/delivery-list.js';
import { isId } from '../routing/route.js';
import { DELIVERY_STATES } from './task.js';

const RULES = {
  destination: 'must be the name of a destination',
  state: `must be one of ${DELIVERY_STATES.join(', ')}`,
  report: 'must be the id of a DiagnosticReport',
  outcome: 'must be the name of an outcome, such as rejected',
  from: 'must be an instant such as 2026-11-25T12:00:00Z',
  before: 'must be an instant such as 2026-11-25T12:00:00Z',
} as const;

const name = z.string().regex(/^[A-Za-z0-9._-]{1,128}$/);
const instant = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));

/** What deliveries are looked for by. */
export const deliveryFilterFields = {
  destination: name.optional(),
  report: z.string().refine(isId).optional(),
  outcome: name.optional(),
  from: instant.optional(),
  before: instant.optional(),
};

const querySchema = z.object({ ...deliveryFilterFields, state: z.enum(DELIVERY_STATES).optional() });

/** Names of the parameters that say which deliveries are wanted. */
export const deliveryFilterNames = ['destination', 'state', 'report', 'outcome', 'from', 'before'] as const;

/**
 * Reads which deliveries are wanted.
 *
 * @param valueOf name → value; undefined when it is missing.
 * @throws OutcomeError 400 naming the parameter and its rule.
 */
export function readDeliveryFilter(
  valueOf: (name: (typeof deliveryFilterNames)[number]) => string | undefined,
): DeliveryFilter {
  const given = Object.fromEntries(deliveryFilterNames.map((one) => [one, valueOf(one)]));
  const { success, data, error } = querySchema.safeParse(given);
  if (success) return { ...toFilter(data), ...(data.state === undefined ? {} : { states: [data.state] }) };
  const wrong = deliveryFilterNames.find((one) => one === error.issues[0]?.path[0]) ?? 'state';
  throw new OutcomeError('bad-parameter', `Parameter ${wrong} ${RULES[wrong]}.`);
}

/** The fields in the words of the outbox. */
export function toFilter({
  destination,
  report,
  outcome,
  from,
  before,
}: z.output<z.ZodObject<typeof deliveryFilterFields>>): DeliveryFilter {
  return { destination, reportId: report, lastOutcome: outcome, fromMs: from, beforeMs: before };
}
