/** A search, read and checked (https://hl7.org/fhir/R4/search.html). */
export interface SearchQuery {
  readonly type: string;
}
