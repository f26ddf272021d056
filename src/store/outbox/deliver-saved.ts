import type { Erased, SavingOptions } from '../store.js';
import type { StoredResource, Writing } from '../write-versions.js';
import { contentOf } from './content-of.js';
import type { Enqueued } from './delivery.js';
import { cancelIntake, endIntake } from './end-intake.js';
import { enqueue } from './enqueue.js';

/** A report that was just stored, in the same transaction. */
export interface JustStored {
  readonly reportId: string;
  readonly language: string;
  /** Its resources, in their order. */
  readonly resources: readonly Pick<StoredResource, 'resource' | 'versionId'>[];
}

/** Does what is to happen in the commit that stores a report: its deliveries, and the end of its intake. */
export async function deliverSaved(
  writing: Writing,
  { reportId, language, resources }: JustStored,
  { deliverTo = [], always = false, intake }: SavingOptions,
): Promise<readonly Enqueued[]> {
  const versions = resources.map(({ resource: { resourceType: type, id }, versionId }) => ({
    type,
    id,
    versionId,
  }));
  const content = contentOf(versions);
  const enqueued = await enqueue(writing, { reportId, language, ...content, deliverTo, always });
  if (intake !== undefined) {
    const ids = enqueued.map(({ deliveryId }) => deliveryId);
    await endIntake(writing, intake, reportId, [...(intake.deliveryIds ?? []), ...ids]);
  }
  return enqueued;
}

/** What happens instead when it was erased on request. */
export async function deliverNothing(
  writing: Writing,
  reportId: string,
  erased: Erased,
  { intake }: SavingOptions,
): Promise<Erased> {
  if (intake !== undefined) await cancelIntake(writing, intake, reportId);
  return erased;
}
