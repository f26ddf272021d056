/** What decides how a search is read besides its parameters. */
export interface SearchOptions {
  /** FHIR base of this server without trailing slash: a reference that starts with it is one of ours. */
  readonly baseUrl: string;
  /** Whether unknown parameters are refused (`Prefer: handling=strict`). */
  readonly isStrict: boolean;
  /** Now, in ms since the epoch: `ap` widens a date by a tenth of its distance from now. */
  readonly nowMs: number;
}
