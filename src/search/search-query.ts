/** A search, read and checked (https://hl7.org/fhir/R4/search.html): what the store needs to answer it. */
export interface SearchQuery {
  readonly type: string;
  readonly condition: Condition;
  /** What the matches are ordered by; the id decides between equals. */
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
  /** Some value in one of the fields passes. */
  | {
      readonly op: 'value';
      readonly fields: readonly string[];
      readonly test: ValueTest;
      readonly isNarrow: boolean;
    }
  /** There is some value in one of the fields. */
  | { readonly op: 'present'; readonly fields: readonly string[] }
  | { readonly op: 'id'; readonly id: string }
  | { readonly op: 'updated'; readonly test: RangeTest };

/** What a value of the index must be like. */
export type ValueTest = TokenTest | TextTest | QuantityTest | RangeTest;

/** undefined: anything; null: must be absent. A reference is a token too: its `system` is where it leads, without the id. */
export interface TokenTest {
  readonly kind: 'token';
  readonly systems?: readonly string[] | null;
  readonly code?: string;
}

/** Compares folded text; `exact` compares the text as it was written. */
export interface TextTest {
  readonly kind: 'text';
  readonly match: 'starts' | 'contains' | 'exact';
  readonly text: string;
}

/** Prefixes of R4 §3.1.1.4.6. */
export const prefixes = ['eq', 'ne', 'lt', 'gt', 'ge', 'le', 'sa', 'eb', 'ap'] as const;
export type Prefix = (typeof prefixes)[number];

/** Compares a value's range with a range; both ends belong to it. Times in ms since the epoch. */
export interface RangeTest {
  readonly kind: 'range';
  readonly prefix: Prefix;
  readonly low: number;
  readonly high: number;
}

/** Compares a number and, where it is given, its unit. */
export interface QuantityTest {
  readonly kind: 'quantity';
  readonly prefix: Prefix;
  /** The number as it was given, and the span that its precision stands for: `low` belongs to it, `high` does not. */
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly system?: string;
  /** Code of the unit, or its name where no system is given. */
  readonly unit?: string;
}

/** What to sort by: a field of the index, or what the index knows of each resource itself. */
export interface SortKey {
  readonly by: { readonly field: string; readonly column: 'low' | 'code' | 'text' } | 'updated' | 'id';
  readonly isDescending: boolean;
}

/** The match next to which a page lies. Its values are only ever compared with: a forged one opens nothing. */
export interface Cursor {
  readonly direction: 'after' | 'before';
  /** Of each sort key. */
  readonly values: readonly (string | number)[];
  readonly id: string;
}

/** One way from a resource to another. */
export interface Inclusion {
  /** Type of the resource that refers. */
  readonly source: string;
  readonly field: string;
  /** Only resources of this type are wanted; null: any. */
  readonly target: string | null;
}

export const summaries = ['true', 'text', 'data', 'count', 'false'] as const;

/** How much of each resource is wanted (R4 §3.1.1.5.8, §3.1.1.5.9). */
export interface View {
  readonly summary: (typeof summaries)[number];
  /** Names of root elements; none: all. */
  readonly elements: readonly string[];
}
