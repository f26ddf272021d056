import { createHmac, timingSafeEqual } from 'node:crypto';

/** Signs paths the way the vendor's storage does: whoever holds the URL may read, until it expires. */
export interface UrlSigner {
  /** A path and query that open `path`; different on every call. */
  sign(path: string): string;
  /** Whether the query was signed here for this path and is still young enough. */
  opens(path: string, query: URLSearchParams): boolean;
}

/** What signing needs from outside. */
export interface SignerOptions {
  readonly secret: string;
  /** How long a URL opens, in seconds. */
  readonly lifetimeSeconds: number;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/**
 * Creates a signer whose URLs look like AWS Signature Version 4 query strings (`X-Amz-Date`, `X-Amz-Expires`, …).
 * The parameters are the real ones so that redaction is exercised; the signature is a plain HMAC of ours.
 */
export function createSigner({ secret, lifetimeSeconds, now }: SignerOptions): UrlSigner {
  let issued = 0;
  return {
    sign(path) {
      issued += 1;
      const date = compactDate(now());
      const query = new URLSearchParams({
        'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
        'X-Amz-Credential': `SANDBOXACCESSKEY/${date.slice(0, 8)}/eu-west-1/s3/aws4_request`,
        'X-Amz-Date': date,
        'X-Amz-Expires': String(lifetimeSeconds),
        'X-Amz-Security-Token': `sandbox-session-${issued.toString(36)}`,
        'X-Amz-SignedHeaders': 'host',
      });
      query.set(SIGNATURE, signatureOf(secret, path, query));
      return `${path}?${query.toString()}`;
    },
    opens(path, query) {
      const signed = new URLSearchParams(query);
      signed.delete(SIGNATURE);
      if (!sameText(query.get(SIGNATURE) ?? '', signatureOf(secret, path, signed))) return false;
      // Only what was signed is looked at, so the date and the lifetime are ours.
      const date = expandDate(query.get('X-Amz-Date') ?? '');
      return now() < date + Number(query.get('X-Amz-Expires')) * 1000;
    },
  };
}

const SIGNATURE = 'X-Amz-Signature';

function signatureOf(secret: string, path: string, query: URLSearchParams): string {
  return createHmac('sha256', secret).update(`${path}?${query.toString()}`).digest('hex');
}

/**
 * Compares two texts without telling by the time it takes where they differ.
 */
export function sameText(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** `20230803T103810Z`. */
function compactDate(ms: number): string {
  return new Date(ms).toISOString().replace(/[-:]|\.\d{3}/g, '');
}

function expandDate(compact: string): number {
  return Date.parse(compact.replace(/^(\d{4})(\d{2})(\d{2}T\d{2})(\d{2})(\d{2}Z)$/, '$1-$2-$3:$4:$5'));
}
