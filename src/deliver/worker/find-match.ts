import { z } from 'zod';
import { searchedToken, type SearchedToken } from '../plan/condition.js';
import type { Answer } from '../send/answer.js';
import { carries } from './carries.js';

/** What a search for one resource came to. */
export type Match =
  | { readonly kind: 'none' }
  /** `reference` is `Type/id`. */
  | { readonly kind: 'one'; readonly id: string; readonly reference: string }
  | { readonly kind: 'several' }
  /** The server has shown what was not asked for, or not all: whether it has what was asked for, nobody knows. */
  | { readonly kind: 'inexact'; readonly answer: Answer }
  /** The server did not answer with the result of a search. */
  | { readonly kind: 'unanswered'; readonly answer: Answer };

/** What a search came to that did not find one. */
export type Unmatched = Exclude<Match, { kind: 'one' }>;

const entrySchema = z.object({
  search: z.object({ mode: z.string().optional() }).optional(),
  resource: z.looseObject({ resourceType: z.string() }),
});

const searchset = z.object({
  resourceType: z.literal('Bundle'),
  type: z.literal('searchset'),
  total: z.number().optional(),
  link: z.array(z.object({ relation: z.string() })).default([]),
  entry: z.array(entrySchema).default([]),
});

type Searchset = z.infer<typeof searchset>;
type Found = z.infer<typeof entrySchema>['resource'];

/** What may become part of a URL (https://hl7.org/fhir/R4/datatypes.html#id); `.` and `..` lead elsewhere there (RFC 3986 §5.2.4). */
const matchSchema = z.object({ id: z.string().regex(/^(?!\.{1,2}$)[A-Za-z0-9\-.]{1,64}$/) });

/**
 * Reads which resource a search found. Only what carries the identifier or tag that was asked for counts: servers may ignore a
 * parameter, and then show what is somebody else's (https://hl7.org/fhir/R4/search.html#errors). What a server adds of its own
 * accord is none of its matches (https://hl7.org/fhir/R4/search.html#entries).
 *
 * @param search below the base, for one token, e.g. `Media?identifier=…`.
 */
export function readMatch(search: string, answer: Answer): Match {
  if (answer.kind === 'unanswered' || answer.status !== 200) return { kind: 'unanswered', answer };
  const parsed = searchset.safeParse(answer.body);
  if (!parsed.success || parsed.data.entry.some(isError)) return { kind: 'unanswered', answer };
  const wanted = searchedToken(search);
  const matches = matchesIn(parsed.data, wanted.type);
  const ids = idsOf(matches, wanted);
  if (ids === null) return { kind: 'unanswered', answer };
  const [id] = ids;
  const isWhole = isAllOf(parsed.data, matches.length);
  if (id === undefined)
    return isWhole && matches.length === 0 ? { kind: 'none' } : { kind: 'inexact', answer };
  return ids.size > 1 || !isWhole
    ? { kind: 'several' }
    : { kind: 'one', id, reference: `${wanted.type}/${id}` };
}

function matchesIn({ entry }: Searchset, type: string): readonly Found[] {
  return entry
    .filter(({ resource, search }) => resource.resourceType === type && (search?.mode ?? 'match') === 'match')
    .map(({ resource }) => resource);
}

/** Ids of those that are wanted; null when one is no id. */
function idsOf(matches: readonly Found[], wanted: SearchedToken): ReadonlySet<string> | null {
  const ids = new Set<string>();
  for (const resource of matches.filter((match) => carries(match, wanted))) {
    const parsed = matchSchema.safeParse(resource);
    if (!parsed.success) return null;
    ids.add(parsed.data.id);
  }
  return ids;
}

/** One page may not be the whole (https://hl7.org/fhir/R4/http.html#paging). */
function isAllOf({ total = 0, link }: Searchset, shown: number): boolean {
  return total <= shown && !link.some(({ relation }) => relation === 'next');
}

const errorSchema = z.object({
  resourceType: z.literal('OperationOutcome'),
  issue: z.array(z.looseObject({ severity: z.string() })),
});

/** A search that failed in part has not found what it did not look at. */
function isError({ resource }: Searchset['entry'][number]): boolean {
  const { data } = errorSchema.safeParse(resource);
  return data?.issue.some(({ severity }) => severity === 'error' || severity === 'fatal') === true;
}
