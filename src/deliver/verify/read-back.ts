import { z } from 'zod';
import { isObject, type JsonObject } from '../../fhir/check/json-object.js';
import type { Judgement } from '../judgement.js';
import type { PlannedRequest } from '../planned-request.js';
import type { Answer } from '../send/answer.js';
import { differences, type Difference } from './differences.js';

const bundle = z.object({ entry: z.array(z.object({ resource: z.looseObject({}) })) });

/** It is not there, or is there no more (https://hl7.org/fhir/R4/http.html#read). */
const MISSING: ReadonlySet<number> = new Set([404, 410]);

/** How many differences of one resource are told. */
const MAX_TOLD = 20;

/**
 * Reads back what a request has stored, and says what the receiver made of it: each difference becomes an issue of the judgement. What
 * is not there makes it `unverifiable`. What was stored stays so when it cannot be read: that is an issue, too, and nothing more is
 * asked then.
 *
 * @param judgement `delivered`.
 * @param places where things are stored, e.g. `urn:uuid:…` → `Media/17`.
 * @param read reads a resource there.
 */
export async function readBack(
  request: PlannedRequest,
  judgement: Judgement,
  places: ReadonlyMap<string, string>,
  read: (reference: string) => Promise<Answer>,
): Promise<Judgement> {
  let told = judgement;
  for (const [index, sent] of resourcesOf(request).entries()) {
    const entry = request.entries[index];
    const reference = places.get(`urn:uuid:${entry?.id ?? ''}`) ?? `${entry?.type ?? ''}/${entry?.id ?? ''}`;
    const answer = await read(reference);
    if (answer.kind === 'answered' && MISSING.has(answer.status)) return { ...told, outcome: 'unverifiable' };
    if (answer.kind === 'unanswered' || answer.status !== 200 || !isObject(answer.body))
      return { ...told, issues: [...told.issues, unread(index, reference)] };
    const found = differences(sent, answer.body, places);
    told = { ...told, issues: [...told.issues, ...issuesOf(found, index, reference)] };
  }
  return told;
}

function unread(entry: number, resource: string): Judgement['issues'][number] {
  const text = 'It was stored, and could not be read back.';
  return { severity: 'warning', code: 'incomplete', text, entry, resource };
}

/** Resources that a request writes, in the order of its entries. */
export function resourcesOf({ interaction, body }: PlannedRequest): readonly JsonObject[] {
  const json: unknown = JSON.parse(body);
  if (interaction === 'resource') return isObject(json) ? [json] : [];
  return bundle.parse(json).entry.map(({ resource }) => resource);
}

const SENTENCES: Readonly<Record<Difference['kind'], string>> = {
  dropped: 'The receiver has not kept this.',
  changed: 'The receiver says something else here.',
  added: 'The receiver has added this.',
};

function issuesOf(found: readonly Difference[], entry: number, resource: string): Judgement['issues'] {
  return found.slice(0, MAX_TOLD).map(({ kind, path }) => ({
    severity: kind === 'added' ? 'information' : 'warning',
    code: 'informational',
    text: SENTENCES[kind],
    expression: path,
    entry,
    resource,
  }));
}
