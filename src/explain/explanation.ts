/** An element of a translated report. */
export interface Target {
  /** `Observation/<id>`. */
  readonly resource: string;
  /** Names as in FHIR JSON, lists from 0: `Observation.component[2].valueQuantity.value`. */
  readonly path: string;
}

/** An element, and what it was made from. */
export interface ElementOrigin extends Target {
  /** RFC 6901 pointers into the raw report as it was received: of the element and of what it is a part of. */
  readonly sources: readonly string[];
}

/** Why something of the raw report is not in FHIR, or not as it was. */
export interface Reason {
  /** Stable name: of a translation issue, or `link-suppressed`, `transport`, `no-value`, `implied`, `unread`. */
  readonly kind: string;
  /** For people; holds no values. */
  readonly text: string;
}

/** A value of the raw report, and where it went. */
export interface FieldFate {
  /** RFC 6901 pointer into the raw report as it was received. */
  readonly pointer: string;
  /** Elements that are other than they were, or gone, when the value is another one. */
  readonly targets: readonly Target[];
  /** Elements that would come into being with another value: of a value that is empty or has no targets. */
  readonly potential: readonly Target[];
  /** Given where there are no targets, and where something is kept back on purpose. */
  readonly reason: Reason | null;
}

/** Where everything came from and where everything went. */
export interface Explanation {
  /** In the order of the resources. What is not listed is the same in every report that has the resource. */
  readonly elements: readonly ElementOrigin[];
  /** In the order of the raw report: each scalar, empty list and empty object. */
  readonly fields: readonly FieldFate[];
}
