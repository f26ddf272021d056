import { describe, expect, test } from '@jest/globals';
import { readDateTime } from '../../../src/fhir/date-time.js';

describe('readDateTime', () => {
  test.each([
    ['2023-08-03T12:38:10+02:00', '2023-08-03T12:38:10+02:00'],
    ['2026-02-13T14:58:27.466367-05:00', '2026-02-13T14:58:27.466367-05:00'],
    ['2026-02-13T14:58:27Z', '2026-02-13T14:58:27Z'],
    ['2026-02-13 14:58:27z', '2026-02-13T14:58:27Z'],
    ['2026-02-13T14:58:27+0200', '2026-02-13T14:58:27+02:00'],
    ['2026-02-13T14:58:27+02', '2026-02-13T14:58:27+02:00'],
    ['2026-02-13T14:58+02:00', '2026-02-13T14:58:00+02:00'],
    ['2024-02-29T00:00:00+14:00', '2024-02-29T00:00:00+14:00'],
  ])('keeps the offset of %s', (text, instant) => {
    expect(readDateTime(text, null)).toEqual({ dateTime: instant, instant, doubt: 'none' });
  });

  test('invents no zone: only the date of a time without one is carried', () => {
    expect(readDateTime('2026-02-13T14:58:27.466367', null)).toEqual({
      dateTime: '2026-02-13',
      instant: null,
      doubt: 'zone-unknown',
    });
  });

  test('applies the zone that an operator configured, and says so', () => {
    const instant = '2026-02-13T14:58:27+01:00';
    expect(readDateTime('2026-02-13T14:58:27', '+01:00')).toEqual({
      dateTime: instant,
      instant,
      doubt: 'zone-assumed',
    });
  });

  test('does not widen a date to a time', () => {
    expect(readDateTime('2026-02-13', '+01:00')).toEqual({
      dateTime: '2026-02-13',
      instant: null,
      doubt: 'date-only',
    });
  });

  test.each([
    'yesterday',
    '2023-02-30T10:00:00Z',
    '2023-02-29',
    '1900-02-29',
    '2023-13-01',
    '2023-00-10',
    '2023-01-32',
    '0000-01-01',
    '2023-08-03T24:00:00Z',
    '2023-08-03T12:60:00Z',
    '2023-08-03T12:00:61Z',
    '2023-08-03T12:00:00+15:00',
    '2023-08-03T12:00:00+14:30',
    '03/08/2023',
    '1691059090',
    '',
  ])('refuses %j, which is no time of the calendar', (text) => {
    expect(readDateTime(text, null)).toBeNull();
  });
});
