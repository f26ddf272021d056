/** A search, read and checked (https://hl7.org/fhir/R4/search.html): what the store needs to answer it. */
export interface SearchQuery {
  readonly type: string;
  /** The same for all pages of a search, and different for different searches: their cursors hold it. */
  readonly key: string;
  readonly condition: Condition;
  /** What the matches are ordered by. The last one is by id, so that no two are equal. */
  readonly sort: readonly SortKey[];
  /** Most matches on one page; 0: only the total is wanted. */
  readonly count: number;
  /** Whether all matches of all pages are to be counted. */
  readonly isTotalWanted: boolean;
  /** Where the page starts; null: at the first match. */
  readonly cursor: Cursor | null;
  /** What the matches refer to that is to be sent with them. */
  readonly includes: readonly Inclusion[];
  /** What refers to the matches that is to be sent with them. */
  readonly revIncludes: readonly Inclusion[];
  /** How much of each resource is wanted. */
  readonly view: View;
}

/** What a resource must fulfil. A field is one of the index, e.g. `Observation.code`. */
export type Condition =
  | { readonly op: 'and' | 'or'; readonly of: readonly Condition[] }
  | { readonly op: 'not'; readonly of: Condition }
  | ValueCondition
  /** There is some value in one of the fields. */
  | { readonly op: 'present'; readonly fields: readonly string[] }
  /** Its id is one of these. */
  | { readonly op: 'id'; readonly ids: readonly string[] }
  | { readonly op: 'updated'; readonly tests: readonly RangeTest[] };

/** Some value in one of the fields passes one of the tests. */
export interface ValueCondition {
  readonly op: 'value';
  readonly fields: readonly string[];
  readonly tests: readonly ValueTest[];
  /** Few resources pass: it is worth looking for them first. */
  readonly isNarrow: boolean;
}

/** What a value of the index must be like. */
export type ValueTest = TokenTest | TextTest | RangeTest;

/** A reference is a token too: its system is where it leads, without the id. */
export interface TokenTest {
  readonly kind: 'token';
  /** One of these; none at all; any. */
  readonly system: readonly string[] | 'none' | 'any';
  /** null: any. */
  readonly code: string | null;
}

/** Compares the words of a value, folded. */
export interface TextTest {
  readonly kind: 'text';
  readonly match: 'starts' | 'contains';
  readonly text: string;
}

/** Prefixes of R4 §3.1.1.4.6. */
export const prefixes = ['eq', 'ne', 'lt', 'gt', 'ge', 'le', 'sa', 'eb', 'ap'] as const;
export type Prefix = (typeof prefixes)[number];

/** Compares a value's range with a range; both ends belong to it. Times are in ms since the epoch. */
export interface RangeTest {
  readonly kind: 'range';
  readonly prefix: Prefix;
  readonly low: number;
  readonly high: number;
  /** Of a quantity: its unit must be this code in this system; without a system, this code or this name (folded). */
  readonly unit: { readonly system: string | null; readonly code: string; readonly name: string } | null;
}

/** What to sort by: values of the index, or what the index knows of each resource itself. */
export interface SortKey {
  readonly by: 'updated' | 'id' | { readonly fields: readonly string[]; readonly column: SortColumn };
  readonly isDescending: boolean;
}

/** Of several values of a resource the first in the sort's direction counts; none comes before all others. */
export type SortColumn = 'low' | 'code' | 'text';

/** The match next to which a page lies. Its values are only ever compared with: a forged one opens nothing. */
export interface Cursor {
  readonly direction: 'after' | 'before';
  /** Of each sort key. */
  readonly values: readonly (string | number)[];
}

/** One way from a resource to another. */
export interface Inclusion {
  /** Of the resource that refers, e.g. `Observation.derived-from`. */
  readonly field: string;
  /** Type of the resource that refers. */
  readonly source: string;
  /** Types of the resource that is referred to. */
  readonly targets: readonly string[];
}

export const summaries = ['true', 'text', 'data', 'count', 'false'] as const;

/** How much of each resource is wanted (R4 §3.1.1.5.8, §3.1.1.5.9). */
export interface View {
  readonly summary: (typeof summaries)[number];
  /** Names of root elements; none: all. */
  readonly elements: readonly string[];
}
