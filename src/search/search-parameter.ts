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
  /** Whether a value belongs to few resources, as an identifier does. */
  readonly isSelective: boolean;
  /**
   * Where its values are in the resource, as dotted names of elements. A path that ends in `:Patient` means only references to
   * Patients. None: the index has the values elsewhere.
   */
  readonly paths: readonly string[];
  /** Parameters whose values it looks through, where they are not its own. */
  readonly alias: readonly string[];
  /** Types that a reference may lead to. */
  readonly targets: readonly string[];
  /** Of values that are a code alone: the system that the binding of their element implies; null: none is known. */
  readonly impliedSystem: string | null;
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

/** Field of the index that holds the values of a parameter. */
export function fieldOf(type: string, parameter: string): string {
  return `${type}.${parameter}`;
}

/** Field of the index that holds the identifiers in the references of a parameter. */
export function identifierFieldOf(type: string, parameter: string): string {
  return `${type}.${parameter}:identifier`;
}
