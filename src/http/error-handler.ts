import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ErrorRequestHandler } from 'express';
import { OutcomeError, toOutcomeError } from '../fhir/outcome.js';
import { noteFacts } from '../observe/request-facts.js';
import { fromFramework } from './framework-error.js';
import { correlationId } from './request-id.js';
import { sendFhir } from './send-fhir.js';

/** Answers every request that no route took. */
export function notFound(): never {
  throw new OutcomeError('not-found', 'There is nothing at this address.');
}

/**
 * The answer to a method that a known path does not have.
 *
 * @param allowed methods that it has (RFC 9110 §10.2.1).
 */
export function methodNotAllowed(allowed: readonly string[]): OutcomeError {
  const list = allowed.join(', ');
  return new OutcomeError('method-not-allowed', `Allowed here: ${list}.`, {
    headers: { Allow: list },
  });
}

/** Gets the answer to a failed request (its `cause` is what was caught), for the log. */
export type ErrorListener = (error: OutcomeError, requestId: string) => void;

/** Turns whatever was thrown into an OperationOutcome in the negotiated form, and tells `onError` once. */
export function answerError(
  thrown: unknown,
  req: IncomingMessage,
  res: ServerResponse,
  onError: ErrorListener,
): void {
  const id = correlationId(req);
  const error = toOutcomeError(fromFramework(thrown), id);
  onError(error, id);
  noteFacts(req, { kind: error.kind });
  if (res.headersSent) {
    res.destroy(); // Too late for an answer: a closed connection is the only honest sign left.
    return;
  }
  for (const [name, value] of Object.entries(error.headers)) res.setHeader(name, value);
  sendFhir(req, res, error.status, error.outcome);
}

/** {@link answerError} for Express. */
export function errorHandler(onError: ErrorListener): ErrorRequestHandler {
  // eslint-disable-next-line @typescript-eslint/no-unused-vars -- Express knows an error handler by its four parameters.
  return (thrown: unknown, req, res, _next) => {
    answerError(thrown, req, res, onError);
  };
}
