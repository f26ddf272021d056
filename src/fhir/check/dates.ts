import { isCalendarDate } from '../date-time.js';

const TIME = String.raw`(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?`;
const ZONE = String.raw`(?:Z|[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00))`;
const DAY = String.raw`(\d{4})-(\d{2})-(\d{2})`;

/** https://hl7.org/fhir/R4/datatypes.html#primitive: seconds and zone come with every time of day. */
const FORMS = {
  date: new RegExp(String.raw`^(?:${DAY}|(\d{4})(?:-(\d{2}))?)$`),
  dateTime: new RegExp(String.raw`^(?:${DAY}(?:T${TIME}${ZONE})?|(\d{4})(?:-(\d{2}))?)$`),
  instant: new RegExp(`^${DAY}T${TIME}${ZONE}$`),
} as const;

const TIME_OF_DAY = new RegExp(`^${TIME}$`);

/** Primitive types that hold a date. */
export type DateType = keyof typeof FORMS;

const HINTS: Readonly<Record<DateType, string>> = {
  date: 'A date is YYYY, YYYY-MM or YYYY-MM-DD.',
  dateTime: 'A dateTime is a date, or a date with a time to the second and a zone.',
  instant: 'An instant is a date with a time to the second and a zone.',
};

/**
 * What is wrong with a date as text: its form, or a day that the calendar does not have.
 *
 * @returns null when nothing is.
 */
export function dateProblem(text: string, type: DateType): string | null {
  const parts = FORMS[type].exec(text);
  if (parts === null) return HINTS[type];
  const [, year, month, day, shortYear, shortMonth] = parts;
  const exists = isCalendarDate(
    Number(year ?? shortYear),
    Number(month ?? shortMonth ?? 1),
    Number(day ?? 1),
  );
  return exists ? null : 'The calendar has no such day.';
}

/** Whether a text is a FHIR `time`, e.g. `14:30:00`. */
export function isTimeOfDay(text: string): boolean {
  return TIME_OF_DAY.test(text);
}
