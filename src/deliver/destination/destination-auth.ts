/** The algorithms that every client must have (https://hl7.org/fhir/smart-app-launch/client-confidential-asymmetric.html). */
export const assertionAlgorithms = ['RS384', 'ES384'] as const;

/** A private key of ours. Secret. */
export interface AssertionKey {
  /** As it is published in our key set. */
  readonly kid: string;
  readonly alg: (typeof assertionAlgorithms)[number];
  /** PEM. */
  readonly pem: string;
}

/** Where access tokens come from. */
export interface TokenSource {
  /** Without it, what the server's `.well-known/smart-configuration` says. */
  readonly tokenUrl?: string | undefined;
  /** Origin other than the FHIR base's that a discovered token endpoint may have: the operator's consent. */
  readonly tokenOrigin?: string | undefined;
  readonly clientId: string;
  /** Separated by blanks, e.g. `system/Observation.cu`. */
  readonly scope?: string | undefined;
}

/** How a destination is told who sends. Secrets are here in clear: never log one of these. */
export type DestinationAuth =
  | { readonly kind: 'none' }
  | { readonly kind: 'basic'; readonly user: string; readonly password: string }
  | { readonly kind: 'bearer'; readonly token: string }
  /** Somebody else renews the token in the file. */
  | { readonly kind: 'bearer-file'; readonly file: string }
  | { readonly kind: 'header'; readonly name: string; readonly value: string }
  /** OAuth 2.0 client credentials (RFC 6749 §4.4), the secret in the header or in the form (§2.3.1). */
  | (TokenSource & {
      readonly kind: 'oauth2';
      readonly clientSecret: string;
      readonly secretIn: 'basic' | 'post';
    })
  /** SMART Backend Services. The first key signs; all are published, so that the next one is known before it is used. */
  | (TokenSource & { readonly kind: 'smart-backend'; readonly keys: readonly AssertionKey[] });
