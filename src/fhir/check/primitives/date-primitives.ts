import { isCalendarDate } from '../../date-time.js';
import { problem, type Problem } from '../problem.js';
import { formed, remembering, textProblem } from './text-primitives.js';

/* https://hl7.org/fhir/R4/datatypes.html#primitive: seconds and a zone come with every time of a day. */
const TIME = String.raw`(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?`;
const ZONE = String.raw`(?:Z|[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00))`;
const DAY = String.raw`(\d{4})-(\d{2})-(\d{2})`;
const LESS_THAN_A_DAY = String.raw`(\d{4})(?:-(\d{2}))?`;

const NO_SUCH_DAY = problem('value', 'The calendar has no such day.');

/** @param form with the groups year, month, day, and year, month of what is less than a day. */
function dated(form: RegExp, hint: string): (value: unknown) => Problem | null {
  const wrong = problem('value', hint);
  // One report has one time, said over and over.
  return remembering((value) => {
    if (typeof value !== 'string') return textProblem(value);
    const parts = form.exec(value);
    if (parts === null) return wrong;
    const [, year, month, day = '01', shortYear, shortMonth = '01'] = parts;
    const exists = isCalendarDate(Number(year ?? shortYear), Number(month ?? shortMonth), Number(day));
    return exists ? null : NO_SUCH_DAY;
  });
}

export const checkDate = dated(
  new RegExp(`^(?:${DAY}|${LESS_THAN_A_DAY})$`),
  'A date is YYYY, YYYY-MM or YYYY-MM-DD.',
);
export const checkDateTime = dated(
  new RegExp(`^(?:${DAY}(?:T${TIME}${ZONE})?|${LESS_THAN_A_DAY})$`),
  'A dateTime is a date, or a date with a time to the second and a zone.',
);
export const checkInstant = dated(
  new RegExp(`^${DAY}T${TIME}${ZONE}$`),
  'An instant is a date with a time to the second and a zone.',
);
export const checkTime = formed(new RegExp(`^${TIME}$`), 'A time is hh:mm:ss.');
