import { X509Certificate } from 'node:crypto';
import { z } from 'zod';
import { tlsIdentityProblem } from '../../net/tls-identity.js';
import { pemRule, secret, type SecretSources } from './secret.js';

/** Client certificate and certificate authorities, as the file says them. */
export function tlsSchema(sources: SecretSources) {
  const pem = secret(sources, pemRule).optional();
  return z.strictObject({ cert: pem, key: pem, ca: pem }).superRefine((tls, context) => {
    const message = tlsIdentityProblem(tls);
    if (message !== null) context.addIssue({ code: 'custom', message });
    // Node takes a text without certificates, and then trusts nobody.
    else if (tls.ca !== undefined && !isCertificate(tls.ca))
      context.addIssue({ code: 'custom', path: ['ca'], message: 'must be certificates' });
  });
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).subject !== '';
  } catch {
    return false;
  }
}
