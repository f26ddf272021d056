/** A point in time as FHIR can carry it. */
export interface DateTime {
  /** FHIR `dateTime`: full with zone, or a date alone when the zone is unknown. */
  readonly dateTime: string;
  /** FHIR `instant`; null when the zone or the time of day is unknown. */
  readonly instant: string | null;
  /** What had to be decided: nothing, a zone that was assumed, a zone that stays unknown, or no time of day at all. */
  readonly doubt: 'none' | 'zone-assumed' | 'zone-unknown' | 'date-only';
}

const ISO =
  /^(\d{4})-(\d{2})-(\d{2})(?:[Tt ](\d{2}):(\d{2})(?::(\d{2})(\.\d{1,9})?)?\s?([Zz]|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?$/;

/** https://hl7.org/fhir/R4/datatypes.html#instant: offsets run from -14:00 to +14:00. */
const ZONE = /^(Z|[+-](0\d|1[0-3]):[0-5]\d|[+-]14:00)$/;

/** Whether a text is a zone as FHIR writes it: `Z` or an offset such as `+02:00`. */
export function isZone(text: string): boolean {
  return ZONE.test(text);
}

/**
 * Reads an ISO 8601 time without moving it: the offset stays as given, nothing is converted to UTC
 * (https://hl7.org/fhir/R4/datatypes.html#dateTime).
 *
 * @param text e.g. `2023-08-03T12:38:10+02:00`, `2026-02-13T14:58:27.466367`, `2024-05-01`.
 * @param assumedZone `Z` or `+hh:mm`, used only when the text has none; null: no zone is invented.
 * @returns null when the text is not a time of the calendar.
 */
export function readDateTime(text: string, assumedZone: string | null): DateTime | null {
  const parts = ISO.exec(text.trim());
  if (parts === null) return null;
  const [, year = '', month = '', day = '', hour, minute = '', second = '00', fraction = '', zoneText] =
    parts;
  if (!isCalendarDate(Number(year), Number(month), Number(day))) return null;
  const date = `${year}-${month}-${day}`;
  if (hour === undefined) return { dateTime: date, instant: null, doubt: 'date-only' };
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  const zone = zoneText === undefined ? assumedZone : normaliseZone(zoneText);
  if (zone === null) return { dateTime: date, instant: null, doubt: 'zone-unknown' };
  if (!isZone(zone)) return null;
  const instant = `${date}T${hour}:${minute}:${second}${fraction}${zone}`;
  return { dateTime: instant, instant, doubt: zoneText === undefined ? 'zone-assumed' : 'none' };
}

/** `z`, `+0200` and `+02` are ISO 8601 but not FHIR: the same offset in FHIR's spelling. */
function normaliseZone(zone: string): string {
  if (zone === 'Z' || zone === 'z') return 'Z';
  const digits = zone.slice(1).replace(':', '').padEnd(4, '0');
  return `${zone.charAt(0)}${digits.slice(0, 2)}:${digits.slice(2)}`;
}

/** Whether the calendar (proleptic Gregorian, years 1–9999) has this day. */
export function isCalendarDate(year: number, month: number, day: number): boolean {
  if (year < 1 || month < 1 || month > 12 || day < 1) return false;
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return day <= (lengths[month - 1] ?? 0);
}
