import type { ErrorRequestHandler, RequestHandler } from 'express';
import { OutcomeError, toOutcomeError } from '../fhir/outcome.js';
import { fromFramework } from './framework-error.js';
import { correlationId } from './request-id.js';
import { sendFhir } from './send-fhir.js';

/** Answers every request that no route took. */
export const notFound: RequestHandler = () => {
  throw new OutcomeError('not-found', 'There is nothing at this address.');
};

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

/**
 * Turns whatever was thrown into an OperationOutcome, and tells `onError` once.
 *
 * @param onError gets the answer (its `cause` is what was caught), for the log.
 */
export function errorHandler(onError: (error: OutcomeError, requestId: string) => void): ErrorRequestHandler {
  return (thrown: unknown, req, res, next) => {
    const id = correlationId(req);
    const error = toOutcomeError(fromFramework(thrown), id);
    onError(error, id);
    if (res.headersSent) {
      next(error); // Too late for an answer: Express closes the connection, which is the only honest sign left.
      return;
    }
    res.locals['errorKind'] = error.kind;
    res.set(error.headers);
    sendFhir(req, res, error.status, error.outcome);
  };
}
