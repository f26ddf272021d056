import { asUpdate } from '../../../src/deliver/plan/as-update.js';
import type { Plan } from '../../../src/deliver/plan/plan.js';
import { withReferences } from '../../../src/deliver/plan/with-references.js';
import type { PlannedRequest } from '../../../src/deliver/planned-request.js';
import type { Receiver } from '../../../src/deliver/sandbox/receiver.js';
import { ask, statuses } from './ask-receiver.js';

/** Carries a plan out as simply as can be: it throws unless everything is stored. Every open reference is searched for. */
export async function carryOut({ shared, requests }: Plan, receiver: Receiver): Promise<void> {
  for (const planned of [...shared.map(({ request }) => request), ...requests])
    await send(await created(await closed(planned, receiver), receiver), receiver);
}

async function send({ method, path, body }: PlannedRequest, receiver: Receiver): Promise<void> {
  const answer = await ask(receiver, method, path, body);
  const all = path === '' ? statuses(answer) : [answer.status];
  if (all.length === 0 || all.some((status) => status !== 200 && status !== 201))
    throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
}

async function closed(planned: PlannedRequest, receiver: Receiver): Promise<PlannedRequest> {
  const found = new Map<string, string>();
  for (const { reference, find } of planned.open) {
    const [id, ...others] = await search(find, receiver);
    if (id === undefined || others.length > 0) throw new Error(`no one match: ${find}`);
    found.set(reference, `${find.split('?', 1)[0] ?? ''}/${id}`);
  }
  return withReferences(planned, found);
}

async function created(planned: PlannedRequest, receiver: Receiver): Promise<PlannedRequest> {
  const [id] = planned.find === null ? [] : await search(planned.find, receiver);
  return id === undefined ? planned : asUpdate(planned, id);
}

async function search(query: string, receiver: Receiver): Promise<string[]> {
  const { body } = await ask(receiver, 'GET', query);
  return (body?.entry ?? []).flatMap(({ resource }) => resource?.id ?? []);
}
