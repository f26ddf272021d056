/** Says to a destination who sends. */
export interface Authoriser {
  /**
   * @param signal of the request that they are for.
   * @returns headers, names in lower case.
   * @throws NoCredentials when there are none to be had; the reason of the signal when that is aborted first.
   */
  headers(signal: AbortSignal): Promise<Readonly<Record<string, string>>>;
  /**
   * Tells it that the destination answered 401.
   *
   * @param headers which were sent.
   * @returns whether others may be had, so that one more try makes sense.
   */
  refused(headers: Readonly<Record<string, string>>): Promise<boolean>;
}

/** Why nobody can say who sends. Stable codes, which `outcomeOfTransport` reads. */
export const noCredentialsReasons = {
  TOKEN_UNAVAILABLE: 'The source of the access token cannot be reached or read, or fails.',
  TOKEN_REFUSED: 'The authorization server gives us no access token.',
  TOKEN_REFUSED_CLOCK:
    'The authorization server gives us no access token; its clock and ours differ by more than 30 seconds, which may be why.',
  TOKEN_ENDPOINT: 'What should give access tokens does not answer as a token endpoint does.',
  TOKEN_ORIGIN: 'The server names a token endpoint elsewhere, to which nobody has consented.',
} as const;

export type NoCredentialsCode = keyof typeof noCredentialsReasons;

/** Nothing was sent: there are no credentials to send it with. */
export class NoCredentials extends Error {
  override readonly name = 'NoCredentials';

  constructor(readonly code: NoCredentialsCode) {
    super(noCredentialsReasons[code]);
  }
}
