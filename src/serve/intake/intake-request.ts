import { z } from 'zod';
import { isLanguage, normaliseLanguage } from '../../fhir/language.js';
import { errorIssue, OutcomeError } from '../../fhir/outcome.js';
import { isReportId } from '../../vendor/report-id.js';

/** Each costs a row and, later, a request to the vendor. */
const MAX_REPORTS = 100;

const reportId = z
  .string('must be a text')
  .refine(isReportId, 'must be an id that the vendor can have given out');

const requestSchema = z.strictObject(
  {
    reports: z
      .array(reportId, 'must be a list of report ids')
      .min(1, 'must hold a report id')
      .max(MAX_REPORTS, `must hold ${MAX_REPORTS} report ids at most`)
      .refine((ids) => new Set(ids).size === ids.length, 'must not hold an id twice'),
    destinations: z.array(z.string('must be a text'), 'must be a list of names').max(100).default([]),
    locale: z
      .string('must be a text')
      .refine(isLanguage, 'must be a language tag such as en or pt-BR')
      .transform(normaliseLanguage)
      .optional(),
    always: z.boolean('must be true or false').default(false),
  },
  { error: (issue) => (issue.code === 'unrecognized_keys' ? 'must hold nothing else' : undefined) },
);

/** What a client wants to be fetched and delivered. */
export type AskedIntake = z.output<typeof requestSchema>;

/**
 * Reads the body of `POST /intake/reports`.
 *
 * @param json any JSON value.
 * @throws OutcomeError 422 with one issue for each rule that it breaks; `diagnostics` is the place.
 */
export function readIntakeRequest(json: unknown): AskedIntake {
  const parsed = requestSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new OutcomeError('rejected-content', 'The body is not a request for reports.', {
    issues: parsed.error.issues.map(({ path, message }) =>
      errorIssue(
        'structure',
        `${message.charAt(0).toUpperCase()}${message.slice(1)}.`,
        path.length === 0 ? {} : { diagnostics: pointerOf(path) },
      ),
    ),
  });
}

/** Places in the list and our own names: nothing of the client's. */
function pointerOf(path: readonly PropertyKey[]): string {
  return path.map((key) => `/${String(key)}`).join('');
}
