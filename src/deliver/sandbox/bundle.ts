import { batch } from './batch.js';
import type { Holdings } from './holdings.js';
import type { PreparedBundle } from './prepared-bundle.js';
import { Refusal } from './refusal.js';
import type { HeldResource } from './resource.js';
import { transaction } from './transaction.js';

/**
 * Decides on a Bundle that was posted to the base (https://hl7.org/fhir/R4/http.html#transaction).
 *
 * @throws Refusal when all of it is refused.
 */
export function prepareBundle(bundle: HeldResource, holdings: Holdings): PreparedBundle {
  const { behaviour } = holdings;
  const { transactions, batches } = behaviour;
  if (bundle['type'] === 'transaction' && transactions !== 'none') {
    return transactions === 'as-batch' ? batch(bundle, holdings) : transaction(bundle, holdings);
  }
  if (bundle['type'] === 'batch' && batches !== 'none') return batch(bundle, holdings);
  const isKnown = bundle['type'] === 'transaction' || bundle['type'] === 'batch';
  throw new Refusal(isKnown ? 'not-supported' : 'wrong-bundle', String(bundle['type']));
}
