/** One entry of a Bundle, or a resource by itself, as far as its answer must be told apart from the others'. */
export interface SentEntry {
  readonly index: number;
  /** `PUT`, `POST` … */
  readonly method: string;
  /** Resource type, e.g. `Observation`. */
  readonly type: string;
  /** Logical id, where the sender says it: from the resource, the request or a `urn:uuid:` fullUrl. */
  readonly id: string | undefined;
  /** Whether it is written only over the version that was read: then 412 says that there is a newer one. */
  readonly isGuarded?: boolean;
}

/** `Observation/123`, or what is known of it. */
export function nameOf({ type, id }: SentEntry): string {
  return id === undefined ? type : `${type}/${id}`;
}
