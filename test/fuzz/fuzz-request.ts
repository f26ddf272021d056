import fc from 'fast-check';
import { describedRequests, type DescribedRequest } from './described-request.js';
import { aPlace, aStrayPlace, headersOf, queryOf, type Pool } from './request-parts.js';

/** A request to be sent. */
export interface FuzzRequest {
  readonly method: string;
  /** Where it leads in `openapi.yaml`; null: nowhere. */
  readonly path: string | null;
  /** Path and query as they go over the wire. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | null;
}

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND'];

/** Any request: mostly one that `openapi.yaml` describes, right or a little wrong; sometimes one to an address that is not there. */
export function fuzzRequest(pool: Pool): fc.Arbitrary<FuzzRequest> {
  const described = fc.constantFrom(...describedRequests).chain((request) => requestLike(request, pool));
  return fc.oneof({ arbitrary: described, weight: 19 }, strayRequest(pool));
}

function requestLike(request: DescribedRequest, pool: Pool): fc.Arbitrary<FuzzRequest> {
  return fc
    .record({
      method: fc.oneof({ arbitrary: fc.constant(request.method), weight: 30 }, fc.constantFrom(...METHODS)),
      place: aPlace(request, pool),
      query: queryOf(request, pool),
      headers: headersOf(request, pool),
      body: request.bodies.length === 0 ? fc.constant(null) : aBody(request, pool),
    })
    .map(({ method, place, query, headers, body }) => ({
      method,
      path: request.path,
      target: query === '' ? place : `${place}?${query}`,
      headers,
      body,
    }));
}

function strayRequest(pool: Pool): fc.Arbitrary<FuzzRequest> {
  return fc.record({
    method: fc.constantFrom(...METHODS),
    path: fc.constant(null),
    target: aStrayPlace(pool),
    headers: headersOf(null, pool),
    body: fc.constant(null),
  });
}

function aBody({ path, bodies }: DescribedRequest, pool: Pool): fc.Arbitrary<Buffer | null> {
  const form = fc
    .array(fc.tuple(fc.constantFrom(...pool.names), fc.constantFrom(...pool.values)), { maxLength: 3 })
    .map((pairs) => new URLSearchParams(pairs).toString());
  const isForm = bodies.includes('application/x-www-form-urlencoded');
  return fc.oneof(
    {
      weight: 8,
      arbitrary: (isForm ? form : fc.constantFrom(...(pool.bodiesFor[path] ?? pool.bodies))).map((text) =>
        Buffer.from(text),
      ),
    },
    fc.json().map((text) => Buffer.from(text)),
    fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes)),
    fc.constant(null),
  );
}
