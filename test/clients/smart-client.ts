import { createRequire } from 'node:module';
import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { FhirResource } from 'fhir/r4.js';

/** What these suites use of fhirclient. Its own types would bring the browser's (`lib="dom"`) into all of this project. */
export interface SmartClient {
  request<T = FhirResource>(
    request: string | { url: string; headers: Record<string, string> },
    options?: { pageLimit?: number; flat?: boolean; resolveReferences?: string[] },
  ): Promise<T>;
  resources(url: string): AsyncGenerator<FhirResource>;
  getFhirRelease(): Promise<number>;
}

interface State {
  serverUrl: string;
  tokenResponse?: { access_token: string };
}

const smart = createRequire(import.meta.url)('fhirclient') as (
  request: IncomingMessage,
  response: ServerResponse,
) => { client(state: State): SmartClient };

/** A client as a server-side application makes it: it stands beside a request of a browser, which is not used here. */
export function smartClient(state: State): SmartClient {
  const request = new IncomingMessage(new Socket());
  return smart(request, new ServerResponse(request)).client(state);
}
