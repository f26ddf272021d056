import { rangesOf } from '../../fhir/language.js';
import { OutcomeError } from '../../fhir/outcome.js';
import { hashOf } from '../../store/content-hash.js';
import type { Enqueued } from '../../store/outbox/delivery.js';
import type { Store } from '../../store/store.js';
import { present } from '../interaction/resource-source.js';
import { byLanguage, type KnownDestination } from './known-destination.js';

/** Which report goes where. */
export interface StoredDelivery {
  readonly tenant: string;
  /** id of its DiagnosticReport. */
  readonly reportId: string;
  readonly to: readonly KnownDestination[];
  /** Whether to send what a destination has already. */
  readonly always: boolean;
  /** Makes asking again safe; unique within the tenant. */
  readonly key?: string | undefined;
}

/**
 * Makes the deliveries of a stored report, on disk when the promise is kept: one commit for each language that destinations want.
 * Once more makes no more of them, unless `always`.
 *
 * @throws OutcomeError 404, 410, and 422 when the key was used for something else.
 */
export async function deliverStored(
  store: Pick<Store, 'deliverReport'>,
  { tenant, reportId, to, always, key }: StoredDelivery,
): Promise<readonly Enqueued[]> {
  const bodyHash = hashOf(JSON.stringify([reportId, to.map(({ name }) => name).sort(), always]));
  const enqueued: Enqueued[] = [];
  for (const [index, [locale, deliverTo]] of [...byLanguage(to, (locale) => locale)].entries()) {
    const languages = locale === null ? [] : rangesOf(locale);
    const idempotency = key === undefined ? null : { key: `${key} ${index}`, bodyHash };
    const answer = await store.deliverReport(tenant, reportId, languages, { deliverTo, always, idempotency });
    if (answer === 'other-body') throw keyReused();
    enqueued.push(...present(answer));
  }
  return enqueued;
}

/** An idempotency key stands for one request. */
export function keyReused(): OutcomeError {
  const text = 'The Idempotency-Key was used before, for another request.';
  return new OutcomeError('rejected-content', text, { code: 'business-rule' });
}
