import { describe, expect, test } from '@jest/globals';
import type { DestinationAuth } from '../../../../src/deliver/destination/destination-auth.js';
import { censorIssues } from '../../../../src/deliver/worker/censor-issues.js';

const REPORT = {
  ...{ resourceType: 'DiagnosticReport', id: 'r' },
  subject: {
    reference: 'Patient/4711',
    display: 'Ada Example',
    identifier: { system: 'https://hospital.test/mrn', value: '47|(11)' },
  },
  encounter: { identifier: { value: 'visit-0815' } },
};

const NONE: DestinationAuth = { kind: 'none' };

function censored(text: string, auth: DestinationAuth) {
  const issues = [{ severity: 'error', code: 'invalid', text, expression: text, entry: 3 }];
  const given = { outcome: 'rejected', status: 400, retryAfterSeconds: null, entries: [], issues } as const;
  return censorIssues(given, { auth, tls: {} }, [REPORT]).issues[0];
}

describe('what a receiver says', () => {
  test.each<[string, string, DestinationAuth]>([
    ['headers: authorization=Bearer canary-token-123;', 'headers: authorization=Bearer [censored]', NONE],
    [
      'sent canary-key-456 to us',
      'sent [censored] to us',
      { kind: 'header', name: 'x', value: 'canary-key-456' },
    ],
    ['sent dTpjYW5hcnk= to us', 'sent [censored] to us', { kind: 'basic', user: 'u', password: 'canary' }],
    ['Patient/4711 not found', '[censored] not found', NONE],
    ['no match for Patient?identifier=47%7C(11)', 'no match for Patient?identifier=[censored]', NONE],
    ['Ada Example, 47|(11), visit-0815', '[censored], [censored], [censored]', NONE],
    ['Patient/47110 at entry[4711]', 'Patient/47110 at entry[4711]', NONE],
  ])('%s', (text, left, auth) => {
    const issue = censored(text, auth);
    expect(issue).toMatchObject({ entry: 3, code: 'invalid' });
    expect(issue?.text).toContain(left);
    expect(issue?.expression).toBe(issue?.text);
    expect(issue?.text).not.toContain('canary');
  });
});
