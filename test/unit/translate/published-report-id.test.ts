import { describe, expect, test } from '@jest/globals';
import { publishedReportId } from '../../../src/translate/published-report-id.js';

const LONG = 'QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9wcXJz';

describe('a report id', () => {
  test.each([
    ['base64', `${LONG}+/==`],
    ['base64 for URLs, with many dashes', `Q-U-J-D-R-${LONG}_`],
    ['three parts with dots between, as signed tokens have', `${LONG}.${LONG}.${LONG}`],
    ['a link', 'https://a.example/1'],
  ])('that is %s opens the report: its hash is published', (_, id) => {
    expect(publishedReportId(id, 'auto')).toMatch(/^sha256:[0-9a-f]{64}$/);
  });

  test.each([
    ['a UUID', '0189bafa-0610-7349-a0ab-eb53695b27fd'],
    ['a UUID with something around it', 'report/0189bafa-0610-7349-a0ab-eb53695b27fd/v3'],
    ['short', LONG.slice(0, 39)],
    ['words', 'the report of Monday the third of February, at noon'],
  ])('that is %s is published', (_, id) => {
    expect(publishedReportId(id, 'auto')).toBe(id);
  });

  test('is published or hashed as configured', () => {
    expect(publishedReportId(LONG, 'plain')).toBe(LONG);
    expect(publishedReportId('7', 'hash')).toMatch(/^sha256:/);
  });
});
