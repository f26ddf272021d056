/** A resource that a search found; the store has its text. */
export interface Found {
  readonly type: string;
  readonly id: string;
}
