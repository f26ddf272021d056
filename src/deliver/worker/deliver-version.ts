import { contentOf, type ReportContent } from '../../store/outbox/content-of.js';
import type { ClaimedDelivery } from '../../store/outbox/delivery.js';
import type { DeliveryQueue } from '../../store/outbox/outbox.js';
import type { SharedResources } from '../../store/outbox/shared-resource.js';
import type { Store } from '../../store/store.js';
import type { DeliveryDestination } from '../destination/delivery-destination.js';
import type { Judgement } from '../judgement.js';
import { filesOf } from '../plan/files-of.js';
import { NotPlannable, type NotPlannableReason } from '../plan/not-plannable.js';
import type { Plan, PlannedFile, PlannedFiles } from '../plan/plan.js';
import { planOf } from '../plan/plan-of.js';
import { readPlanResources, type PlanResource } from '../plan/plan-resource.js';
import type { ProfileName } from '../plan/profile.js';
import type { Standing } from '../plan/withdrawn.js';
import type { Sender } from '../send/sender.js';
import { censorIssues } from './censor-issues.js';
import { findStanding } from './find-standing.js';
import { hasMoved } from './has-moved.js';
import { keepLease } from './keep-lease.js';
import { sendPlan, type KeptSending, type SharedPlaces } from './send-plan.js';
import type { StartTimer } from './timer.js';

/** What bringing a version to a destination takes. */
export interface DeliveringDependencies {
  readonly destination: DeliveryDestination;
  readonly store: Pick<Store, 'readReport' | 'readVersion' | 'readFormer' | 'history'>;
  readonly queue: Pick<DeliveryQueue, 'sentBefore' | 'wasRetriedAfter'>;
  readonly shared: SharedResources;
  /** That went out last, as values of headers. */
  readonly credentials: Sender['credentials'];
  /** The bytes of a Binary; null when they cannot be had, or are too many: then a link stands in their place. */
  readonly fileOf: (tenant: string, id: string, signal: AbortSignal) => Promise<PlannedFile | null>;
  readonly nowMs: () => number;
  /** How long the claim of what is shared lasts, in ms. */
  readonly leaseMs: number;
  readonly startTimer?: StartTimer;
}

/** How it ended. */
export type DeliveryEnd =
  | {
      readonly kind: 'judged';
      /** What was sent, as far as anything was. */
      readonly content: ReportContent;
      readonly judgement: Judgement;
    }
  /** As the report and the destination are, nothing can be sent. */
  | { readonly kind: 'not-plannable'; readonly reason: NotPlannableReason }
  /** Another worker stores just now what this report refers to. */
  | { readonly kind: 'busy' }
  /** The claim was lost before anything of the report was sent. */
  | { readonly kind: 'lost' }
  /** The report was erased. */
  | { readonly kind: 'erased' };

/**
 * Brings a report as it is now to a destination: reads it, plans the requests and sends them. What the destination has of earlier
 * versions and the report has no more is withdrawn there.
 *
 * @param profile that the destination takes.
 */
export async function deliverVersion(
  claim: ClaimedDelivery,
  profile: ProfileName,
  dependencies: DeliveringDependencies,
  sending: KeptSending,
): Promise<DeliveryEnd> {
  const { destination, store } = dependencies;
  const versions = await store.readReport(claim.tenant, claim.reportId, [claim.language]);
  if (versions === null || 'erasedAt' in versions) return { kind: 'erased' };
  const present = readPlanResources(versions);
  const report = present.find(({ resourceType }) => resourceType === 'DiagnosticReport');
  if (report !== undefined && (await hasMoved(claim, report, dependencies)))
    return { kind: 'not-plannable', reason: 'subject-changed' };
  const files = await readFiles(claim, filesOf(profile, present, destination), dependencies, sending.signal);
  const former = await findStanding(claim, present, { profile, destination, store, sending });
  const judged = (judgement: Judgement, sent: readonly PlanResource[]): DeliveryEnd => ({
    kind: 'judged',
    content: contentOf(versions),
    judgement: censorIssues(judgement, destination, {
      resources: sent,
      credentials: dependencies.credentials(),
    }),
  });
  if ('outcome' in former) return judged(former, present);
  const { standing, issues } = former;
  const plan = planned({ profile, present, standing }, destination, files);
  if (plan instanceof NotPlannable) return { kind: 'not-plannable', reason: plan.reason };
  const judgement = await sendPlan(plan, placesFor(claim, dependencies), sending);
  if (judgement === 'busy' || judgement === 'lost') return { kind: judgement };
  const withAll = { ...judgement, issues: [...issues, ...judgement.issues] };
  return judged(withAll, [...present, ...standing.map(({ resource }) => resource)]);
}

interface ToPlan {
  readonly profile: ProfileName;
  readonly present: readonly PlanResource[];
  readonly standing: readonly Standing[];
}

function planned(
  { profile, present, standing }: ToPlan,
  destination: DeliveryDestination,
  files: PlannedFiles,
): Plan | NotPlannable {
  try {
    return planOf(profile, present, destination, files, standing);
  } catch (error) {
    if (error instanceof NotPlannable) return error;
    throw error;
  }
}

async function readFiles(
  { tenant }: ClaimedDelivery,
  ids: readonly string[],
  { fileOf }: DeliveringDependencies,
  signal: AbortSignal,
): Promise<PlannedFiles> {
  const files = new Map<string, PlannedFile>();
  // One after the other: together they may be larger than what memory is left.
  for (const id of ids) {
    const file = await fileOf(tenant, id, signal);
    if (file !== null) files.set(id, file);
  }
  return files;
}

function placesFor(
  { owner, destination }: ClaimedDelivery,
  { shared, nowMs, leaseMs, startTimer }: DeliveringDependencies,
): SharedPlaces {
  return {
    claim: (resource) => shared.claim({ ...resource, destination }, owner, nowMs(), leaseMs),
    keep: (resource, stopping) => {
      const extend = () => shared.extend({ ...resource, destination }, owner, nowMs(), leaseMs);
      return keepLease({ leaseMs, extend, stopping, startTimer });
    },
    finish: (resource) => shared.finish({ ...resource, destination }, owner, nowMs()),
    release: (resource) => shared.release({ ...resource, destination }, owner),
  };
}
