import type { FhirResource, Parameters, ParametersParameter, ValueSet } from 'fhir/r4.js';
import { check } from '../../src/fhir/check/check.js';
import { send, type Asked } from './ask.js';
import { undescribed } from './openapi.js';

/** Which operation is called: its address as `openapi.yaml` writes it below `/fhir/`, and the id in the place of `{id}`. */
export interface Call {
  readonly service: string;
  readonly path: string;
  readonly id?: string;
}

/** What came back: a resource that passes the self-check. */
export interface CallAnswer {
  readonly status: number;
  readonly resource: FhirResource;
}

/** Calls an operation with query parameters. */
export function callByGet(call: Call, parameters: Readonly<Record<string, string>>): Promise<CallAnswer> {
  return answerOf(call, 'get', { query: new URLSearchParams(parameters).toString() });
}

/** Calls an operation with a Parameters resource. */
export function callByPost(call: Call, parameter: readonly ParametersParameter[]): Promise<CallAnswer> {
  return post(call, { resourceType: 'Parameters', parameter });
}

/** Calls an operation with any body. */
export function post(call: Call, body: unknown, query = ''): Promise<CallAnswer> {
  const headers = { 'Content-Type': 'application/fhir+json' };
  return answerOf(call, 'post', { headers, query, body: JSON.stringify(body) });
}

async function answerOf(
  { service, path, id }: Call,
  method: 'get' | 'post',
  asked: Asked,
): Promise<CallAnswer> {
  const answer = await send(service, method, `/fhir/${path.replace('{id}', id ?? '')}`, asked);
  const problems = undescribed(method, `/fhir/${path}`, answer);
  if (problems.length > 0) throw new Error(`openapi.yaml: ${problems.join('; ')}`);
  const resource = JSON.parse(answer.text) as FhirResource;
  const findings = check(resource);
  if (findings.length > 0) throw new Error(`not valid: ${JSON.stringify(findings)}`);
  return { status: answer.status, resource };
}

/** The Parameters that an answer must hold. */
export function parametersIn({ status, resource }: CallAnswer): Parameters {
  if (status !== 200 || resource.resourceType !== 'Parameters')
    throw new Error(`${status}: ${JSON.stringify(resource)}`);
  return resource;
}

/** The ValueSet that an answer must hold. */
export function valueSetIn({ status, resource }: CallAnswer): ValueSet {
  if (status !== 200 || resource.resourceType !== 'ValueSet')
    throw new Error(`${status}: ${JSON.stringify(resource)}`);
  return resource;
}

/** Status, issue code and text of an error. */
export function errorIn({ status, resource }: CallAnswer): string {
  if (resource.resourceType !== 'OperationOutcome') throw new Error(JSON.stringify(resource));
  const [issue] = resource.issue;
  return `${status} ${issue?.code ?? ''}: ${issue?.details?.text ?? ''}`;
}

/** The value of the first parameter of a name, of whatever type it is. */
export function valueOf(
  { parameter = [] }: Parameters | { parameter?: ParametersParameter[] },
  name: string,
): unknown {
  const found = parameter.find((one) => one.name === name);
  return Object.entries(found ?? {}).find(([key]) => key.startsWith('value'))?.[1];
}

/** Parts of each parameter of a name, by their names. */
export function partsOf({ parameter = [] }: Parameters, name: string): Record<string, unknown>[] {
  return parameter
    .filter((one) => one.name === name)
    .map(({ part = [] }) =>
      Object.fromEntries(part.map((one) => [one.name, valueOf({ parameter: part }, one.name)])),
    );
}
