import { z } from 'zod';
import { readMembers } from '../read-versions.js';
import type { DeliveryOptions } from '../store.js';
import type { Writing } from '../write-versions.js';
import { contentOf } from './content-of.js';
import type { Enqueued } from './delivery.js';
import { enqueue } from './enqueue.js';
import { earlierAnswer, keepAnswer } from './idempotency.js';

/** See the store's `deliverReport`. @returns null when there is nothing to deliver. */
export async function deliverReport(
  writing: Writing,
  reportId: string,
  languages: readonly string[],
  { deliverTo, always = false, idempotency = null }: DeliveryOptions,
): Promise<readonly Enqueued[] | 'other-body' | null> {
  const { queries, tenant } = writing;
  const before = await earlierAnswer(queries, tenant, idempotency);
  if (before !== null) return before.answer === null ? 'other-body' : readAnswer(before.answer);
  const versions = await readMembers(queries, tenant, reportId, languages);
  const report = versions.find(({ type }) => type === 'DiagnosticReport');
  if (report === undefined) return null;
  const { language } = report;
  const wanted = { reportId, language, ...contentOf(versions), deliverTo, always };
  const enqueued = await enqueue(writing, { ...wanted, retriesDead: true });
  if (idempotency !== null) await keepAnswer(writing, idempotency, JSON.stringify(enqueued));
  return enqueued;
}

const answerSchema = z.array(
  z.object({ destination: z.string(), deliveryId: z.string(), isNew: z.boolean() }),
);

/** What was made for a key before is not new any more. */
function readAnswer(text: string): readonly Enqueued[] {
  return answerSchema.parse(JSON.parse(text)).map((enqueued) => ({ ...enqueued, isNew: false }));
}
