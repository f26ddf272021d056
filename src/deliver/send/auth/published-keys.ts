import type { JWK } from 'jose';
import type { DeliveryDestination } from '../../destination/delivery-destination.js';
import { publicKeySet } from './assertion-key.js';

/**
 * The public keys of all destinations, for `/.well-known/jwks.json`.
 *
 * @throws TypeError for two different keys under one name: servers could not tell which one signed.
 */
export function publishedKeys(destinations: readonly Pick<DeliveryDestination, 'auth'>[]): {
  readonly keys: readonly JWK[];
} {
  return publicKeySet(destinations.flatMap(({ auth }) => (auth.kind === 'smart-backend' ? auth.keys : [])));
}
