import { rangesOf } from '../../fhir/language.js';
import { OutcomeError } from '../../fhir/outcome.js';
import type { Logger } from '../../observe/logger.js';
import type { Enqueued } from '../../store/outbox/delivery.js';
import type { ClaimedIntake, Intakes } from '../../store/outbox/intake.js';
import type { SavingOptions } from '../../store/store.js';
import { VendorFailure } from '../../vendor/failure.js';
import type { Random } from '../policy/backoff.js';
import { keepLease } from '../worker/keep-lease.js';
import type { StartTimer } from '../worker/timer.js';
import { decideIntake, type IntakeProblem } from './decide-intake.js';

/** A report that is to be fetched and stored, and what happens in the commit that stores it. */
export interface ToFetch {
  readonly tenant: string;
  readonly handle: string;
  /** BCP 47. */
  readonly language: string;
  readonly saving: SavingOptions;
  readonly signal: AbortSignal;
}

/** What working on intakes takes. */
export interface TakingIn {
  readonly intakes: Pick<Intakes, 'extend' | 'retry' | 'fail' | 'release'>;
  /** @throws VendorFailure, OutcomeError 410 for what was erased, the signal's reason. */
  readonly fetch: (wanted: ToFetch) => Promise<{ readonly deliveries: readonly Enqueued[] }>;
  /** Language that a destination gets, BCP 47; null: any. */
  readonly localeOf: (destination: string) => string | null;
  readonly languages: { readonly spoken: readonly string[]; readonly usual: string };
  /** Called with each destination that has something new to do. */
  readonly wake: (destination: string) => void;
  readonly leaseMs: number;
  readonly nowMs: () => number;
  /** Of that clock; the real one unless told. */
  readonly startTimer?: StartTimer;
  readonly random: Random;
  readonly logger: Pick<Logger, 'warn' | 'error'>;
}

/**
 * Fetches the report of an intake and stores it with its deliveries: the intake ends in the commit that does. Where destinations
 * want several languages, each is a report of its own, and the intake ends with the last one; what is repeated after an
 * interruption makes no second delivery.
 *
 * @throws only when the store fails; then the lease ends by itself.
 */
export async function takeIn(claim: ClaimedIntake, taking: TakingIn, stopping: AbortSignal): Promise<void> {
  const { intakes, leaseMs, nowMs, startTimer } = taking;
  const extend = () => intakes.extend(claim, nowMs(), leaseMs);
  const lease = keepLease({ leaseMs, stopping, extend, startTimer });
  try {
    await fetchAll(claim, taking, lease.signal);
  } catch (error) {
    if (lease.signal.aborted) await intakes.release(claim, nowMs());
    else await failed(claim, taking, error);
  } finally {
    lease.stop();
  }
}

async function fetchAll(claim: ClaimedIntake, taking: TakingIn, signal: AbortSignal): Promise<void> {
  const { id, owner, claim: number, tenant, handle, always } = claim;
  const groups = [...groupsOf(claim, taking)];
  const made: Enqueued[] = [];
  for (const [index, [language, deliverTo]] of groups.entries()) {
    const isLast = index === groups.length - 1;
    const intake = { id, owner, claim: number, deliveryIds: made.map(({ deliveryId }) => deliveryId) };
    const saving = { deliverTo, always, ...(isLast ? { intake } : {}) };
    const { deliveries } = await taking.fetch({ tenant, handle, language, saving, signal });
    made.push(...deliveries);
    for (const { destination, isNew } of deliveries) if (isNew) taking.wake(destination);
  }
}

/** Names of destinations by the language they get; without destinations, the report is fetched all the same. */
function groupsOf({ locale, destinations }: ClaimedIntake, { localeOf, languages }: TakingIn) {
  const groups = new Map<string, string[]>();
  const spokenFor = (wanted: string | null): string =>
    rangesOf(wanted ?? languages.usual).find((tag) => languages.spoken.includes(tag)) ?? languages.usual;
  if (destinations.length === 0) groups.set(spokenFor(locale), []);
  for (const name of destinations) {
    const language = spokenFor(locale ?? localeOf(name));
    groups.set(language, [...(groups.get(language) ?? []), name]);
  }
  return groups;
}

async function failed(claim: ClaimedIntake, taking: TakingIn, error: unknown): Promise<void> {
  const { intakes, nowMs, random, logger } = taking;
  const problem = problemOf(error);
  const { attempts, createdMs, id, tenant } = claim;
  const retryAfterSeconds = error instanceof VendorFailure ? error.retryAfterSeconds : undefined;
  const decision = decideIntake({
    ...{ problem, retryAfterSeconds, attempts, createdMs },
    ...{ nowMs: nowMs(), random },
  });
  if (problem === 'internal')
    logger.error({ err: error, intake: id, tenant }, 'a report could not be taken in');
  else
    logger.warn({ problem, decision: decision.kind, intake: id, tenant }, 'a report could not be taken in');
  if (decision.kind === 'fail') await intakes.fail(claim, problem, nowMs());
  else await intakes.retry(claim, problem, decision.dueMs, nowMs());
}

function problemOf(error: unknown): IntakeProblem {
  if (error instanceof VendorFailure) return error.kind;
  return error instanceof OutcomeError && error.status === 410 ? 'erased' : 'internal';
}
