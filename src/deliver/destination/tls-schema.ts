import { createPrivateKey, X509Certificate } from 'node:crypto';
import { z } from 'zod';
import type { DestinationTls } from './delivery-destination.js';
import { pemRule, secret, type SecretSources } from './secret.js';

/** Client certificate and certificate authorities, as the file says them. */
export function tlsSchema(sources: SecretSources) {
  const pem = secret(sources, pemRule).optional();
  return z
    .strictObject({ cert: pem, key: pem, ca: pem })
    .refine(
      ({ cert, key }) => (cert === undefined) === (key === undefined),
      'must hold cert and key together',
    )
    .refine(isPair, { path: ['key'], message: 'must be the private key of cert' })
    .refine(({ ca }) => ca === undefined || certificateIn(ca) !== null, {
      path: ['ca'],
      message: 'must be certificates',
    });
}

function isPair({ cert, key }: DestinationTls): boolean {
  if (cert === undefined || key === undefined) return true;
  try {
    return certificateIn(cert)?.checkPrivateKey(createPrivateKey(key)) === true;
  } catch {
    return false;
  }
}

/** The first of the certificates in a PEM text. */
function certificateIn(pem: string): X509Certificate | null {
  try {
    return new X509Certificate(pem);
  } catch {
    return null;
  }
}
