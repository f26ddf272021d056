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
      const fields: SignedFields = {
        'X-Amz-Date': compactDate(now()),
        'X-Amz-Expires': String(lifetimeSeconds),
        'X-Amz-Security-Token': `sandbox-${issued.toString(36)}`,
      };
      const signature = signatureOf(secret, path, fields);
      return `${path}?${new URLSearchParams({ ...fields, 'X-Amz-Signature': signature }).toString()}`;
    },
    opens(path, query) {
      const fields: SignedFields = {
        'X-Amz-Date': query.get('X-Amz-Date') ?? '',
        'X-Amz-Expires': query.get('X-Amz-Expires') ?? '',
        'X-Amz-Security-Token': query.get('X-Amz-Security-Token') ?? '',
      };
      const signed = sameText(query.get('X-Amz-Signature') ?? '', signatureOf(secret, path, fields));
      // Only a signed date is looked at, so it is known to be one of ours.
      return signed && now() < expandDate(fields['X-Amz-Date']) + Number(fields['X-Amz-Expires']) * 1000;
    },
  };
}

type SignedFields = Record<'X-Amz-Date' | 'X-Amz-Expires' | 'X-Amz-Security-Token', string>;

function signatureOf(secret: string, path: string, fields: SignedFields): string {
  const text = [path, fields['X-Amz-Date'], fields['X-Amz-Expires'], fields['X-Amz-Security-Token']].join(
    '\n',
  );
  return createHmac('sha256', secret).update(text).digest('hex');
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
