import { z } from 'zod';
import type { Plan } from '../plan/plan.js';
import type { PlannedRequest } from '../planned-request.js';
import type { Answer } from '../send/answer.js';
import { readMatch } from '../worker/find-match.js';

/** Where a planned resource is to be: at an address that is known, or wherever a search finds it. */
export interface PlannedPlace {
  /** As references mean it: `urn:uuid:…`, or `Patient?identifier=…`. */
  readonly reference: string;
  /** `Type/id`, or a search below the base. */
  readonly target: string;
}

/** Places of everything that a plan writes or refers to, each once. */
export function plannedPlaces({ shared, requests }: Pick<Plan, 'shared' | 'requests'>): PlannedPlace[] {
  const all = [...shared.map(({ request }) => request), ...requests].flatMap((request) => [
    ...writtenBy(request),
    ...request.open.map(({ reference, find }) => ({ reference, target: find })),
  ]);
  return [...new Map(all.map((place) => [place.reference, place])).values()];
}

const bundle = z.object({ entry: z.array(z.object({ request: z.object({ url: z.string() }) })) });

function writtenBy({ interaction, entries, body, find, path }: PlannedRequest): PlannedPlace[] {
  const targets =
    interaction === 'resource'
      ? [find ?? path]
      : bundle.parse(JSON.parse(body)).entry.map(({ request }) => request.url);
  return entries.map(({ id = '' }, index) => ({
    reference: `urn:uuid:${id}`,
    target: targets[index] ?? '',
  }));
}

/**
 * Finds out where everything is at a destination.
 *
 * @param get reads below the base.
 * @returns by reference, e.g. `urn:uuid:…` → `Media/17`; what no search finds is not in it. An answer that is no search's result ends
 *   it and is given instead.
 */
export async function findPlaces(
  places: readonly PlannedPlace[],
  get: (path: string) => Promise<Answer>,
): Promise<Map<string, string> | { readonly answer: Answer }> {
  const found = new Map<string, string>();
  for (const { reference, target } of places) {
    if (!target.includes('?')) {
      found.set(reference, target);
      continue;
    }
    const match = readMatch(target, await get(target));
    if ('answer' in match) return { answer: match.answer };
    if (match.kind === 'one') found.set(reference, match.reference);
  }
  return found;
}
