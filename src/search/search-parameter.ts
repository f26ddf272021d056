/** Types of search parameters that are supported (https://hl7.org/fhir/R4/search.html#ptypes). */
export type SearchParameterType =
  'token' | 'date' | 'string' | 'reference' | 'quantity' | 'uri' | 'composite';

/** Modifiers that are supported (https://hl7.org/fhir/R4/search.html#modifiers); a reference takes names of types too. */
export type Modifier = 'missing' | 'not' | 'text' | 'identifier' | 'exact' | 'contains';

/** A search parameter of one type of resource. */
export interface SearchParameter {
  readonly name: string;
  readonly type: SearchParameterType;
  /** Canonical URL of its R4 definition. */
  readonly definition: string;
  readonly modifiers: readonly Modifier[];
  /** Fields of the index that hold its values. */
  readonly fields: readonly string[];
  /** Where its values are in the resource, as dotted paths of element names; none when other fields hold them. */
  readonly paths: readonly string[];
  /** Types that a reference may lead to. */
  readonly targets: readonly string[];
  /** Names of the parameters that a composite is made of. */
  readonly components: readonly string[];
}

/** One value of a resource, as the index keeps it; what a kind of value does not have is null. */
export interface IndexValue {
  /** e.g. `Observation.code`. */
  readonly field: string;
  readonly system: string | null;
  readonly code: string | null;
  /** Folded: lower case, no accents. */
  readonly text: string | null;
  readonly low: number | null;
  readonly high: number | null;
}
