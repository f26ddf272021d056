import type { ServerResponse } from 'node:http';
import { createVendorClient, type VendorClient } from '../../../src/vendor/client.js';
import { VendorFailure } from '../../../src/vendor/failure.js';
import type { VendorClientOptions } from '../../../src/vendor/options.js';
import { fakeTiming, type FakeTiming } from '../../helpers/fake-timing.js';
import { startStubServer, type StubServer } from '../../helpers/stub-server.js';

/** What must never be seen outside the request's own header. */
export const TOKEN = 'canary-token-6b1f0c';
/** A report id with every character that needs encoding. */
export const REPORT_ID = 'Y2FuYXJ5+aWQ/MDE==';

export const REPORT_TEXT = '{"success":true,"data":{"id":"0189"}}';

/** Answers with a report. */
export function sendReport(response: ServerResponse): void {
  response.setHeader('content-type', 'application/json');
  response.end(REPORT_TEXT);
}

/** A vendor that answers as a test says, and a client that asks it. */
export interface StubVendor {
  readonly stub: StubServer;
  readonly client: VendorClient;
  readonly timing: FakeTiming;
  /** Asks for one report. */
  fetch: (signal?: AbortSignal) => ReturnType<VendorClient['fetchReport']>;
  /** Asks for one report and gives the failure that comes of it. */
  failure: () => Promise<VendorFailure>;
}

const opened: (() => Promise<void>)[] = [];

/**
 * Starts a vendor; {@link stopVendors} stops it.
 *
 * @param answer gets the response and the number of the request, 1 for the first
 */
export async function startVendor(
  answer: (response: ServerResponse, number: number) => void,
  options: Partial<VendorClientOptions> = {},
): Promise<StubVendor> {
  const stub = await startStubServer((response) => {
    answer(response, stub.requests.length);
  });
  const timing = fakeTiming(Date.UTC(2026, 0, 1));
  const client = createVendorClient({ baseUrl: stub.url, token: TOKEN, timing, ...options });
  opened.push(
    () => client.close(),
    () => stub.close(),
  );
  const fetch = (signal?: AbortSignal) => client.fetchReport(REPORT_ID, { locale: 'en', signal });
  return { stub, client, timing, fetch, failure: () => failureOf(fetch()) };
}

/** Closes every client and vendor that was started. */
export async function stopVendors(): Promise<void> {
  for (const close of opened.splice(0)) await close();
}

/** The failure a call rejects with; anything else is thrown on. */
export async function failureOf(call: Promise<unknown>): Promise<VendorFailure> {
  const thrown: unknown = await call.then(
    () => new Error('there was no failure'),
    (error: unknown) => error,
  );
  if (thrown instanceof VendorFailure) return thrown;
  throw thrown;
}
