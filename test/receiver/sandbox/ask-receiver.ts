import type { Bundle, CapabilityStatement, OperationOutcome } from 'fhir/r4.js';
import type { Receiver } from '../../../src/deliver/sandbox/receiver.js';

/** As far as tests look into it. */
export type Body = Partial<
  Pick<Bundle, 'type' | 'entry' | 'total'> &
    Pick<OperationOutcome, 'issue'> &
    Pick<CapabilityStatement, 'rest'> & { id: string; resourceType: string; error: unknown }
>;

/** What a receiver answered. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** Undefined when there is none. */
  readonly body: Body | undefined;
}

/**
 * Sends a request to a receiver.
 *
 * @param path below its base; empty for the base.
 * @param body sent as it is when it is text.
 */
export async function ask(
  { url }: Pick<Receiver, 'url'>,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const init = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) };
  const response = await fetch(path === '' ? url : `${url}/${path}`, {
    method,
    headers: { 'content-type': 'application/fhir+json', ...headers },
    ...init,
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: text === '' ? undefined : (JSON.parse(text) as Body),
  };
}

/** Status of each entry of a Bundle that answers one. */
export function statuses({ body }: Answer): (number | undefined)[] {
  return (body?.entry ?? []).map(({ response }) => Number.parseInt(response?.status ?? '', 10));
}
