import { isCalendarDate } from '../fhir/date-time.js';

/** A span of time, both ends included, in ms since the epoch. */
export interface Range {
  readonly low: number;
  readonly high: number;
}

/** Ends of a span that has none: the first and the last time that JavaScript knows. */
export const EARLIEST = -8.64e15;
export const LATEST = 8.64e15;

const DATE =
  /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:\d{2})?)?)?)?$/;

/**
 * The span that a date of some precision stands for: `2024` is a year (https://hl7.org/fhir/R4/search.html#date). What has no
 * zone is taken as UTC. Searches may leave out the seconds.
 *
 * @returns null when it is no date of the calendar.
 */
export function dateRange(text: string): Range | null {
  const [match, year = '', month, day, hour, minute = '', second, fraction, zone = 'Z'] =
    DATE.exec(text) ?? [];
  if (match === undefined || !isCalendarDate(Number(year), Number(month ?? 1), Number(day ?? 1))) return null;
  if (hour === undefined) return wholeDays(Number(year), month, day);
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second ?? 0) > 59) return null;
  const milliseconds = (fraction ?? '').slice(0, 3).padEnd(3, '0');
  const low = Date.parse(`${text.slice(0, 16)}:${second ?? '00'}.${milliseconds}${zone}`);
  if (Number.isNaN(low)) return null;
  const span =
    second === undefined ? 60_000 : fraction === undefined ? 1000 : 10 ** (3 - Math.min(fraction.length, 3));
  return { low, high: low + span - 1 };
}

function wholeDays(year: number, month: string | undefined, day: string | undefined): Range {
  const start = (y: number, m: number, d: number) => new Date(0).setUTCFullYear(y, m, d);
  const low = start(year, Number(month ?? 1) - 1, Number(day ?? 1));
  if (month === undefined) return { low, high: start(year + 1, 0, 1) - 1 };
  if (day === undefined) return { low, high: start(year, Number(month), 1) - 1 };
  return { low, high: low + 86_400_000 - 1 };
}
