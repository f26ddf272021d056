import type { Queries } from '../database.js';
import type { Retried } from './delivery-list.js';
import { sameLane, stateOf } from './delivery-row.js';

/** Something newer went on to the destination, or is about to: then an older version must not follow it. */
export const OVERTAKEN = `exists (
  select 1 from delivery newer where ${sameLane('delivery', 'newer')} and newer.version > delivery.version
    and not (newer.state = 'superseded' and newer.claims = 0))`;

/** A delivery that an operator sends again has its whole budget, and is sent whole. */
export const ANEW = `state = 'waiting', finished_at = null, first_attempt_at = null, attempts = '{}', interruptions = 0,
  progress = null`;

/** See the list's `retry`. @param queries of a transaction. */
export async function retryDelivery(
  queries: Queries,
  tenant: string,
  id: string,
  nowMs: number,
): Promise<Retried | null> {
  const retried = await queries.run(
    `update delivery set ${ANEW}, replay_id = null, changed_at = $3, due_at = $3
      where tenant = $1 and id = $2 and state in ('dead', 'discarded', 'waiting') and not ${OVERTAKEN}`,
    [tenant, id, nowMs],
  );
  if (retried > 0) return 'retried';
  const [row] = await queries.all('select state from delivery where tenant = $1 and id = $2', [tenant, id]);
  if (row === undefined) return null;
  return ['dead', 'discarded', 'superseded'].includes(stateOf(row)) ? 'overtaken' : 'not-possible';
}
