import { createSecureContext } from 'node:tls';

/** What connections are secured with beyond the usual; all PEM. */
export interface TlsIdentity {
  /** Client certificate, with its chain. */
  readonly cert?: string | undefined;
  /** Its private key. */
  readonly key?: string | undefined;
  /** The certificate authorities that the server's certificate may come from, instead of the well-known ones. */
  readonly ca?: string | undefined;
}

/** The same as options of Node, without what is not set: there, undefined is not the same as absent. */
export function tlsOptions({ cert, key, ca }: TlsIdentity): { cert?: string; key?: string; ca?: string } {
  return {
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
    ...(ca === undefined ? {} : { ca }),
  };
}

/**
 * Says whether connections can be secured with it, before the first one is tried.
 *
 * @returns a rule that repeats nothing of it; null when it may be used.
 */
export function tlsIdentityProblem(tls: TlsIdentity): string | null {
  if ((tls.cert === undefined) !== (tls.key === undefined)) return 'needs a certificate and its key, both';
  try {
    createSecureContext(tlsOptions(tls));
    return null;
  } catch {
    return 'has a certificate or key that cannot be read, or they do not belong together';
  }
}
