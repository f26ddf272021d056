import { contentOf } from '../../store/outbox/content-of.js';
import type { Deliveries, DeliveryFilter } from '../../store/outbox/delivery-list.js';
import type { Delivery } from '../../store/outbox/delivery.js';
import type { Store } from '../../store/store.js';
import type { DeliveryDestination } from '../destination/delivery-destination.js';
import { NotPlannable } from '../plan/not-plannable.js';
import { readPlanResources } from '../plan/plan-resource.js';
import { planOf } from '../plan/plan-of.js';
import type { Answer } from '../send/answer.js';
import type { ProfileSource } from '../worker/profile-source.js';
import { comparePlan, type Compared } from './compare-plan.js';
import { findNotWithdrawn } from './find-not-withdrawn.js';
import { withStoredFiles } from './with-stored-files.js';

/** Which deliveries; times are those when they were made, in ms since the epoch. */
export interface Period extends Pick<DeliveryFilter, 'fromMs' | 'beforeMs'> {
  readonly tenant: string;
}

/** What reconciling takes. */
export interface Reconciling {
  readonly destination: DeliveryDestination;
  readonly deliveries: Pick<Deliveries, 'list'>;
  readonly store: Pick<Store, 'readReport' | 'readFormer'>;
  readonly profile: ProfileSource;
  /** Reads below the destination's base. */
  readonly get: (path: string) => Promise<Answer>;
}

/** A report that was delivered, and what is there of it. */
export interface Reconciled {
  readonly delivery: Delivery;
  readonly found:
    | Compared
    /** It is another one here now, was erased here, or may not go there any more: there is nothing to compare with. */
    | { readonly kind: 'changed-here' | 'erased-here' | 'not-plannable' };
}

const PAGE = 100;

/** Looks at every report that was delivered in a period, the last one first: at the last thing that was delivered of each. */
export async function* reconcile(period: Period, reconciling: Reconciling): AsyncGenerator<Reconciled> {
  const seen = new Set<string>();
  for await (const delivery of delivered(period, reconciling)) {
    if (seen.has(delivery.reportId)) continue;
    seen.add(delivery.reportId);
    yield { delivery, found: await look(delivery, reconciling) };
  }
}

async function* delivered(
  { tenant, fromMs, beforeMs }: Period,
  { deliveries, destination }: Reconciling,
): AsyncGenerator<Delivery> {
  const filter = { destination: destination.name, states: ['delivered'], fromMs, beforeMs } as const;
  let cursor: string | undefined;
  do {
    const page = await deliveries.list(tenant, filter, PAGE, cursor);
    yield* page.deliveries;
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
}

async function look(delivery: Delivery, reconciling: Reconciling): Promise<Reconciled['found']> {
  const { tenant, reportId, language, contentHash } = delivery;
  const { destination, store, profile, get } = reconciling;
  const versions = await store.readReport(tenant, reportId, [language]);
  if (versions === null || 'erasedAt' in versions) return { kind: 'erased-here' };
  if (contentOf(versions).contentHash !== contentHash) return { kind: 'changed-here' };
  const chosen = await profile(new AbortController().signal);
  if ('answer' in chosen) return { kind: 'unread', answer: chosen.answer };
  try {
    const present = readPlanResources(versions);
    const plan = planOf(chosen.profile, present, { ...destination, entryCap: chosen.entryCap });
    const compared = await (destination.media === 'inline'
      ? comparePlan(plan, get, withStoredFiles)
      : comparePlan(plan, get));
    const former = await store.readFormer(tenant, reportId, [language]);
    const remains = { former: readPlanResources(former), present, destination };
    return together(compared, await findNotWithdrawn({ ...remains, profile: chosen.profile }, get));
  } catch (error) {
    if (error instanceof NotPlannable) return { kind: 'not-plannable' };
    throw error;
  }
}

function together(one: Compared, other: Compared): Compared {
  if (one.kind === 'unread') return one;
  return other.kind === 'unread' ? other : { ...one, findings: [...one.findings, ...other.findings] };
}
