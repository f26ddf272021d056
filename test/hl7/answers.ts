import type { FhirResource } from 'fhir/r4.js';
import { bundleTypes } from '../../src/fhir/bundle.js';
import { callOf } from '../conformance/walk/operations.js';
import { serve, type Served } from '../conformance/walk/served.js';

/** A request to a gateway with reports in it, and the status that it must be answered with. */
interface Question {
  /** Below the FHIR base. */
  readonly path: string;
  /** GET, if it is not said. */
  readonly method?: 'DELETE' | 'POST';
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

const INVOLVED =
  '_include=DiagnosticReport:result&_include=DiagnosticReport:media&_revinclude=Provenance:target';
const JSON_BODY = { 'Content-Type': 'application/fhir+json' };

/**
 * What a running gateway answers to requests of every kind, by a name for each.
 *
 * @throws Error when an answer has another status than it must have, or no resource.
 */
export async function answers(): Promise<ReadonlyMap<string, FhirResource>> {
  const served = await serve();
  try {
    const named = new Map<string, FhirResource>();
    const asked = { ...describing(), ...searches(), ...reads(served), ...operations(served), ...refused() };
    for (const [name, question] of Object.entries({ ...asked, ...erasure(served) })) {
      const resource = await answer(served, question);
      if (resource !== null) named.set(name, resource);
    }
    return named;
  } finally {
    await served.gateway.close();
  }
}

async function answer(served: Served, question: Question): Promise<FhirResource | null> {
  const { path, method = 'GET', status = 200, headers = {}, body } = question;
  const sent = body === undefined ? undefined : JSON.stringify(body);
  const reply = await served.send(method, path, { ...headers }, sent);
  if (reply.status !== status) throw new Error(`${method} ${path} was answered with ${reply.status}`);
  if (status !== 204 && reply.resource === null) throw new Error(`${method} ${path} has no body`);
  return reply.resource;
}

function describing(): Record<string, Question> {
  return {
    metadata: { path: '/metadata' },
    'metadata-terminology': { path: '/metadata?mode=terminology' },
  };
}

function searches(): Record<string, Question> {
  return {
    'search-includes': { path: `/DiagnosticReport?${INVOLVED}` },
    'search-include-all': { path: '/DiagnosticReport?_include=*&_revinclude=*&_count=2' },
    'search-outcome': { path: '/DiagnosticReport?no-such-parameter=1' },
    'search-first-page': { path: '/Observation?_count=5&_sort=-date' },
    'search-summary': { path: '/DiagnosticReport?_summary=true' },
    'search-text': { path: '/DiagnosticReport?_summary=text' },
    'search-data': { path: '/DiagnosticReport?_summary=data' },
    'search-count': { path: '/Observation?_summary=count' },
    'search-elements': { path: `/DiagnosticReport?_elements=status,code&${INVOLVED}` },
    'search-nothing': { path: '/Media?_id=no-such-media' },
    'search-code-systems': { path: '/CodeSystem?_summary=true' },
    'search-value-sets': { path: '/ValueSet' },
    'search-concept-maps': { path: '/ConceptMap' },
    'search-operations': { path: '/OperationDefinition' },
  };
}

function reads(served: Served): Record<string, Question> {
  const report = `/DiagnosticReport/${idOf(served, 'DiagnosticReport')}`;
  const published = served.types.filter(({ type }) =>
    /^[A-Z]\w+(System|Set|Map|Definition|Parameter)$/.test(type),
  );
  const one = published.map(({ type }): [string, Question] => [
    `read-${type}`,
    { path: `/${type}/${idOf(served, type)}` },
  ]);
  return {
    ...Object.fromEntries(one),
    'read-report': { path: report },
    'read-summary': { path: `${report}?_summary=true` },
    history: { path: `${report}/_history` },
    'history-published': { path: `/CodeSystem/${idOf(served, 'CodeSystem')}/_history` },
    bundle: { path: `${report}/$bundle` },
    binary: { path: `/Binary/${idOf(served, 'Binary')}` },
  };
}

/** Each operation that is declared, as the walk through /metadata calls it; `$fetch` in each type of Bundle. */
function operations(served: Served): Record<string, Question> {
  const called = served.types.flatMap(({ type, operation = [] }) =>
    operation.flatMap(({ name }): [string, Question][] => {
      const call = callOf(served, type, name);
      return call === undefined
        ? []
        : [[`${type}-${name}`, { ...questionOf(call), ...statusOf(name), headers: JSON_BODY }]];
    }),
  );
  const fetched = bundleTypes.map((type): [string, Question] => [
    `fetch-${type}`,
    { path: `/DiagnosticReport/$fetch?report=psoriasis&type=${type}` },
  ]);
  return Object.fromEntries([...called, ...fetched]);
}

/** What is sent later is only accepted now. */
function statusOf(name: string): Pick<Question, 'status'> {
  return name === 'push' ? { status: 202 } : {};
}

function questionOf({ method, path, body }: NonNullable<ReturnType<typeof callOf>>): Question {
  return method === 'POST' ? { method, path, body } : { path };
}

function refused(): Record<string, Question> {
  return {
    'error-400': { path: '/Observation?date=yesterday', status: 400 },
    'error-404': { path: '/Media/no-such-media', status: 404 },
    'error-405': { method: 'DELETE', path: '/metadata', status: 405 },
    'error-406': { path: '/metadata', status: 406, headers: { Accept: 'text/html' } },
    'error-415': {
      method: 'POST',
      path: '/Media/$validate',
      status: 415,
      headers: { 'Content-Type': 'application/fhir+xml' },
      body: {},
    },
    'invalid-media': {
      method: 'POST',
      path: '/Media/$validate',
      headers: JSON_BODY,
      body: { resourceType: 'Media' },
    },
    'error-422': {
      method: 'POST',
      path: '/DiagnosticReport/$translate',
      status: 422,
      headers: JSON_BODY,
      body: {},
    },
  };
}

/** What is left of a report that was erased. */
function erasure(served: Served): Record<string, Question> {
  const report = `/DiagnosticReport/${idOf(served, 'DiagnosticReport')}`;
  return {
    erase: { method: 'DELETE', path: report, status: 204 },
    'error-410': { path: report, status: 410 },
    'history-erased': { path: `${report}/_history` },
  };
}

function idOf({ stored }: Served, type: string): string {
  const id = stored.get(type)?.[0]?.id;
  if (id === undefined) throw new Error(`no ${type} is stored`);
  return id;
}
