import type { IncomingMessage, ServerResponse } from 'node:http';
import type { OperationOutcome, Resource } from '@medplum/fhirtypes';

/** A request that is refused before FHIR logic sees it. */
export class HttpRefusal extends Error {
  constructor(
    readonly status: number,
    readonly code: OperationOutcome['issue'][number]['code'],
    message: string,
  ) {
    super(message);
  }

  /** As the OperationOutcome to answer with. */
  outcome(): OperationOutcome {
    return {
      resourceType: 'OperationOutcome',
      issue: [{ severity: 'error', code: this.code, diagnostics: this.message }],
    };
  }
}

/** The JSON body of a request, `undefined` when it has none. Throws {@link HttpRefusal} 413, 415 or 400. */
export async function readJsonBody(request: IncomingMessage, limit: number): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    // The rest is read and dropped, so that the client gets an answer rather than a reset connection.
    if (size <= limit) chunks.push(chunk);
  }
  if (size > limit) throw new HttpRefusal(413, 'too-long', `The body is longer than ${limit} bytes`);
  if (size === 0) return undefined;
  if (!/^application\/(fhir\+)?json\b/.test(request.headers['content-type'] ?? '')) {
    throw new HttpRefusal(415, 'not-supported', 'The body must be application/fhir+json');
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown;
  } catch {
    throw new HttpRefusal(400, 'structure', 'The body is not JSON');
  }
}

/** Answers with a FHIR resource as JSON; a stored resource brings its `ETag` and, when created, its `Location`. */
export function sendResource(
  response: ServerResponse,
  status: number,
  resource: Resource,
  base: string,
): void {
  response.statusCode = status;
  response.setHeader('content-type', 'application/fhir+json; charset=utf-8');
  const version = resource.meta?.versionId;
  if (version !== undefined) response.setHeader('etag', `W/"${version}"`);
  if (status === 201 && resource.id !== undefined) {
    response.setHeader('location', `${base}/${resource.resourceType}/${resource.id}`);
  }
  response.end(JSON.stringify(resource));
}
