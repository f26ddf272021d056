import { OutcomeError, type Situation } from '../fhir/outcome.js';

/** What Express, its router and its body parser complain about, by status; their own messages may quote the request. */
const SENTENCES: Readonly<Record<number, readonly [Situation, text: string]>> = {
  400: ['malformed', 'The request cannot be read.'],
  408: ['request-timeout', 'The request did not arrive in time.'],
  413: ['too-large', 'The body is larger than this server accepts.'],
  415: ['unsupported-media-type', 'The body must be uncompressed (no Content-Encoding), and text in UTF-8.'],
};

/**
 * Translates an error of the framework (http-errors: `status` 4xx) into an answer.
 *
 * @returns the same thing when it is not one.
 */
export function fromFramework(thrown: unknown): unknown {
  if (thrown instanceof OutcomeError || !(thrown instanceof Error)) return thrown;
  const status: unknown = 'status' in thrown ? thrown.status : undefined;
  if (typeof status !== 'number' || status < 400 || status > 499) return thrown;
  const [situation, text] = SENTENCES[status] ?? ['malformed', 'The request cannot be read.'];
  return new OutcomeError(situation, text, { cause: thrown });
}
