import type { Dispatcher } from 'undici';
import { allowedHostOf, type AllowedHost } from '../../net/allowed-host.js';
import { readRetryAfter } from '../../net/retry-after.js';
import { classifyResponse } from '../classify.js';
import { VendorFailure } from '../failure.js';

/** Whom to ask, and what may be told to whom. */
export interface FileSource {
  readonly agent: Dispatcher;
  readonly hosts: readonly AllowedHost[];
  /** Where the vendor's API is: the one host that gets the token, and only to be asked for a printable report. */
  readonly api: { readonly origin: string; readonly token: string };
  /** Milliseconds since the epoch. */
  readonly wallClock: () => number;
}

/** A file's answer, with status 200. */
export type FileResponse = Pick<Dispatcher.ResponseData, 'headers' | 'body'>;

/**
 * Storage that says so may do it for a signature that has run out: AWS answers 403, and 400 when it is the signer's session that
 * has ended. A fresh link may open.
 */
const NOT_GIVEN_OUT: ReadonlySet<number> = new Set([400, 401, 403, 404, 410]);

/**
 * Asks for a file. A redirect is followed in one case: the vendor's API answers a request for a printable report with one
 * (`?format=pdf`). It is followed once, to a listed host only, and without the token.
 *
 * @throws VendorFailure for every other answer, and for URLs that lead to no listed host: those are not asked.
 * @throws whatever undici throws.
 */
export async function requestFile(
  url: string,
  source: FileSource,
  signal: AbortSignal,
): Promise<FileResponse> {
  const target = allowed(url, source);
  const isOperation = isPdfOperation(target, source);
  const response = await get(target, source, signal, isOperation ? { 'X-API-TOKEN': source.api.token } : {});
  const location = response.headers['location'];
  if (!isOperation || !isRedirect(response.statusCode) || typeof location !== 'string') {
    return demandFile(response, source, isOperation);
  }
  discard(response);
  return demandFile(await get(allowed(location, source, target), source, signal, {}), source, false);
}

function allowed(url: string, { hosts }: FileSource, base?: URL): URL {
  if (!URL.canParse(url, base?.href)) throw new VendorFailure('file-host');
  const target = new URL(url, base);
  if (allowedHostOf(target, hosts) === undefined)
    throw new VendorFailure('file-host', { host: target.hostname });
  return target;
}

function isPdfOperation(url: URL, { api }: FileSource): boolean {
  const isOfReport = url.pathname.includes('/anonymous-diagnostic-reports/');
  return url.origin === api.origin && isOfReport && url.searchParams.get('format') === 'pdf';
}

function get(
  { origin, pathname, search }: URL,
  { agent }: FileSource,
  signal: AbortSignal,
  headers: Readonly<Record<string, string>>,
): Promise<Dispatcher.ResponseData> {
  return agent.request({
    origin,
    path: `${pathname}${search}`,
    method: 'GET',
    signal,
    headers: {
      accept: '*/*',
      'accept-encoding': 'identity',
      'user-agent': 'derm-fhir-gateway',
      ...headers,
    },
  });
}

function isRedirect(status: number): boolean {
  return [301, 302, 303, 307, 308].includes(status);
}

function demandFile(
  response: Dispatcher.ResponseData,
  source: FileSource,
  isOperation: boolean,
): FileResponse {
  const { statusCode: status, headers } = response;
  if (status === 200) return response;
  discard(response);
  if (!isOperation && NOT_GIVEN_OUT.has(status)) throw new VendorFailure('file-refused', { status });
  const header = headers['retry-after'];
  const retryAfterSeconds = readRetryAfter(
    typeof header === 'string' ? header : undefined,
    source.wallClock(),
  );
  const { kind } = classifyResponse({ status });
  throw new VendorFailure(kind === 'structure' ? 'file-broken' : kind, { status, retryAfterSeconds });
}

function discard({ body }: FileResponse): void {
  // A destroyed body reports its own abort as an error event, which nobody needs any more.
  body.on('error', () => undefined).destroy();
}
