import type { FhirResource } from 'fhir/r4.js';
import type { Served } from './served.js';

/** A request that an operation must answer with 200, or with 202. */
interface Call {
  readonly method: 'GET' | 'POST';
  /** Below the FHIR base. */
  readonly path: string;
  readonly body?: unknown;
}

const IG = 'https://derm-fhir-gateway.github.io/ig';
const BODY_SITES = 'https://legit.health/integration/json-only/codes/body-sites';

/** Every operation that may be declared, by `Type/$name`; one that is not here fails the walk. */
export const CALLS: Readonly<Record<string, (served: Served) => Call>> = {
  'DiagnosticReport/$translate': () => ({
    method: 'POST',
    path: '/DiagnosticReport/$translate',
    body: { id: 'r1', createdAt: '2025-01-01T00:00:00Z', result: {} },
  }),
  'DiagnosticReport/$fetch': () => ({ method: 'GET', path: '/DiagnosticReport/$fetch?report=acne' }),
  'DiagnosticReport/$bundle': ({ stored }) => ({
    method: 'GET',
    path: `/DiagnosticReport/${first(stored, 'DiagnosticReport').id ?? ''}/$bundle`,
  }),
  'DiagnosticReport/$explain': ({ stored }) => ({
    method: 'GET',
    path: `/DiagnosticReport/${first(stored, 'DiagnosticReport').id ?? ''}/$explain`,
  }),
  'DiagnosticReport/$push': ({ stored }) => ({
    method: 'POST',
    path: `/DiagnosticReport/${first(stored, 'DiagnosticReport').id ?? ''}/$push?destination=ward`,
  }),
  'CodeSystem/$lookup': () => ({
    method: 'GET',
    path: `/CodeSystem/$lookup?system=${IG}/CodeSystem/dermatology-ai&code=metrics`,
  }),
  'CodeSystem/$validate-code': () => ({
    method: 'GET',
    path: `/CodeSystem/$validate-code?url=${IG}/CodeSystem/dermatology-ai&code=metrics`,
  }),
  'ValueSet/$expand': () => ({ method: 'GET', path: `/ValueSet/$expand?url=${IG}/ValueSet/dermatology-ai` }),
  'ValueSet/$validate-code': () => ({
    method: 'GET',
    path: `/ValueSet/$validate-code?url=${IG}/ValueSet/dermatology-ai&system=${IG}/CodeSystem/dermatology-ai&code=metrics`,
  }),
  'ConceptMap/$translate': () => ({
    method: 'GET',
    path: `/ConceptMap/$translate?url=${IG}/ConceptMap/body-site&system=${BODY_SITES}&code=headFront`,
  }),
};

/** How to call an operation. `$validate` is the same for every type: it is given a stored resource. */
export function callOf(served: Served, type: string, name: string): Call | undefined {
  const call = CALLS[`${type}/$${name}`];
  if (call !== undefined) return call(served);
  if (name !== 'validate') return undefined;
  return { method: 'POST', path: `/${type}/$validate`, body: first(served.stored, type) };
}

function first(stored: Served['stored'], type: string): FhirResource {
  const [resource] = stored.get(type) ?? [];
  if (resource === undefined) throw new Error(`no ${type} is stored`);
  return resource;
}
