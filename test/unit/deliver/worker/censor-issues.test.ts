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
  const issues = [{ severity: text, code: text, text, expression: text, entry: 3 }];
  const given = { outcome: 'rejected', status: 400, retryAfterSeconds: null, entries: [], issues } as const;
  const credentials = ['Bearer canary/opaque+1', 'ApiKey canary-part'];
  return censorIssues(given, { auth, tls: {} }, { resources: [REPORT], credentials }).issues[0];
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
    ['unknown token canary/opaque+1.', 'unknown token [censored].', NONE],
    ['?access=canary%2Fopaque%2B1', '?access=[censored]', NONE],
    ['no such key: "canary-part"', 'no such key: "[censored]"', NONE],
    ['the Bearer of this, in ApiKey', 'the Bearer of this, in ApiKey', NONE],
    // Cut where the text ended.
    ['unknown: canary/op…', 'unknown: [censored]…', NONE],
    ['Patient/4711 not found', '[censored] not found', NONE],
    ['no match for Patient?identifier=47%7C(11)', 'no match for Patient?identifier=[censored]', NONE],
    ['Ada Example, 47|(11), visit-0815', '[censored], [censored], [censored]', NONE],
    ['Patient/47110 at entry[4711]', 'Patient/47110 at entry[4711]', NONE],
  ])('%s', (text, left, auth) => {
    const issue = censored(text, auth);
    expect(issue?.text).toContain(left);
    const said = issue?.text;
    expect(issue).toEqual({ entry: 3, text: said, expression: said, code: said, severity: said });
    expect(said).not.toContain('canary');
  });
});
