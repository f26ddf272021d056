import { hashOf } from '../../store/content-hash.js';
import type { Intake } from '../../store/outbox/intake.js';
import { keyReused } from '../delivery/deliver-stored.js';
import type { DeliveryDependencies } from '../delivery/delivery-dependencies.js';

/** Reports that are to be fetched for one caller, all of them alike. */
export interface ToAccept {
  readonly tenant: string;
  /** What the vendor is asked with. */
  readonly handles: readonly string[];
  /** Names of destinations, which there are. */
  readonly destinations: readonly string[];
  readonly locale: string | null;
  readonly always: boolean;
  /** What makes this request known again; undefined: nothing does. */
  readonly idempotency?:
    | {
        /** Unique within the tenant. */
        readonly key: string;
        /** As it came. */
        readonly body: Uint8Array;
      }
    | undefined;
}

/**
 * Takes reports in, all of them or none, on disk when the promise is kept.
 *
 * @returns one intake for each handle, in that order.
 * @throws OutcomeError 422 when the key was used for something else.
 */
export async function acceptIntakes(
  { outbox, wake, now }: Pick<DeliveryDependencies, 'outbox' | 'wake' | 'now'>,
  { tenant, handles, destinations, locale, always, idempotency }: ToAccept,
): Promise<readonly Intake[]> {
  const bodyHash = idempotency === undefined ? '' : hashOf(Buffer.from(idempotency.body).toString('base64'));
  const requests = handles.map((handle, index) => ({
    ...{ handle, destinations, locale, always },
    // Each report has its own row, so that each needs its own key.
    idempotency: idempotency === undefined ? null : { key: `${idempotency.key} ${index}`, bodyHash },
  }));
  const accepted = await outbox.intakes.acceptAll(tenant, requests, now().getTime());
  if (accepted === 'other-body') throw keyReused();
  if (accepted.some(({ kind }) => kind === 'accepted')) wake.intakes();
  return accepted.map(({ intake }) => intake);
}
