import { z } from 'zod';
import type { Answer } from '../send/answer.js';

/** What a search for one resource came to. */
export type Match =
  | { readonly kind: 'none' }
  /** `reference` is `Type/id`. */
  | { readonly kind: 'one'; readonly id: string; readonly reference: string }
  | { readonly kind: 'several' }
  /** The server did not answer with the result of a search. */
  | { readonly kind: 'unanswered'; readonly answer: Answer };

/** What a search came to that did not find one. */
export type Unmatched = Exclude<Match, { kind: 'one' }>;

const searchset = z.object({
  resourceType: z.literal('Bundle'),
  type: z.literal('searchset'),
  entry: z
    .array(
      z.object({
        search: z.object({ mode: z.string().optional() }).optional(),
        resource: z.object({ resourceType: z.string(), id: z.string().min(1) }),
      }),
    )
    .default([]),
});

/**
 * Reads which resource a search found. What a server adds of its own accord, such as an OperationOutcome, is none of its matches
 * (https://hl7.org/fhir/R4/search.html#entries).
 *
 * @param search below the base, e.g. `Media?identifier=…`.
 */
export function readMatch(search: string, answer: Answer): Match {
  if (answer.kind === 'unanswered' || answer.status !== 200) return { kind: 'unanswered', answer };
  const parsed = searchset.safeParse(answer.body);
  if (!parsed.success) return { kind: 'unanswered', answer };
  const [type = ''] = search.split('?', 1);
  const ids = new Set(
    parsed.data.entry
      .filter((entry) => entry.resource.resourceType === type && (entry.search?.mode ?? 'match') === 'match')
      .map(({ resource }) => resource.id),
  );
  const [id] = ids;
  if (id === undefined) return { kind: 'none' };
  return ids.size > 1 ? { kind: 'several' } : { kind: 'one', id, reference: `${type}/${id}` };
}
