import type { SentEntry } from './sent-entry.js';

/**
 * What a request asks of a FHIR server, as far as its answer must be read differently: everything or nothing, entry by entry,
 * or one resource.
 */
export type Interaction = 'transaction' | 'batch' | 'resource';

/** A reference in a body that has no meaning to the server yet: it must be replaced before the request is sent. */
export interface OpenReference {
  /** As it stands in the body, whole: `urn:uuid:…`, or `Patient?identifier=…`. */
  readonly reference: string;
  /** The search, below the base, that finds what it means; it must match exactly one resource. */
  readonly find: string;
}

/** One request to a destination: pure data. */
export interface PlannedRequest {
  readonly interaction: Interaction;
  readonly method: 'POST' | 'PUT';
  /** Below the base, without a leading slash, e.g. `Media/1` or `Media?identifier=a%7Cb`; empty for the base itself. */
  readonly path: string;
  /** Beyond what every request has, in lower case, e.g. `if-none-exist`. */
  readonly headers: Readonly<Record<string, string>>;
  /** JSON; it is sent as it is, so that no decimal loses a zero. */
  readonly body: string;
  /** What is in it, in its order; for a resource of its own, that one. */
  readonly entries: readonly SentEntry[];
  /**
   * The search, below the base, for what a POST would create: sent first, and again when nobody knows whether the POST was
   * received and it cannot be under way any more (`Judgement.mayYetBeMade`). One match is updated instead (`asUpdate`). null: the request says by itself which resources it writes, and may be
   * repeated.
   */
  readonly find: string | null;
  /** To be replaced before it is sent (`withReferences`): by what earlier requests of the plan made, else by a search. */
  readonly open: readonly OpenReference[];
}
