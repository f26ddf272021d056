import type { CryptoKey } from 'jose';

/** The algorithms that every client must have (https://hl7.org/fhir/smart-app-launch/client-confidential-asymmetric.html). */
export const SIGNING_ALGORITHMS = ['RS384', 'ES384'] as const;

export type SigningAlgorithm = (typeof SIGNING_ALGORITHMS)[number];

/** A private key of ours. */
export interface SigningKey {
  readonly kid: string;
  readonly alg: SigningAlgorithm;
  readonly privateKey: CryptoKey;
}
