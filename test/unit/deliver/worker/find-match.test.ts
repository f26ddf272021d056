import { describe, expect, test } from '@jest/globals';
import type { Answer } from '../../../../src/deliver/send/answer.js';
import { readMatch } from '../../../../src/deliver/worker/find-match.js';

const SEARCH = 'Media?identifier=a%7Cb';

function answered(body: unknown, status = 200): Answer {
  return { kind: 'answered', status, form: 'json', body, headers: {} };
}

function searchset(...entry: unknown[]): Answer {
  return answered({ resourceType: 'Bundle', type: 'searchset', entry });
}

const media = (id: string) => ({ resource: { resourceType: 'Media', id } });

describe('a search for one resource finds', () => {
  test('it, where the server has one', () => {
    expect(readMatch(SEARCH, searchset(media('17')))).toEqual({
      kind: 'one',
      id: '17',
      reference: 'Media/17',
    });
  });

  test('it, where the server shows it twice', () => {
    expect(readMatch(SEARCH, searchset(media('17'), media('17')))).toMatchObject({ kind: 'one' });
  });

  test('nothing in an empty searchset, with or without entries', () => {
    expect(readMatch(SEARCH, searchset()).kind).toBe('none');
    expect(readMatch(SEARCH, answered({ resourceType: 'Bundle', type: 'searchset' })).kind).toBe('none');
  });

  test('nothing in what the server only adds', () => {
    const added = [
      { search: { mode: 'outcome' }, resource: { resourceType: 'OperationOutcome', id: 'x' } },
      { search: { mode: 'include' }, ...media('17') },
    ];
    expect(readMatch(SEARCH, searchset(...added)).kind).toBe('none');
  });

  test('too much where the server has several', () => {
    expect(readMatch(SEARCH, searchset(media('17'), media('18'))).kind).toBe('several');
  });

  test.each<[string, Answer]>([
    ['no answer', { kind: 'unanswered', code: 'ECONNRESET', isSent: true }],
    ['an error', answered({ resourceType: 'OperationOutcome', issue: [] }, 503)],
    ['a page for people', { kind: 'answered', status: 200, form: 'html', body: undefined, headers: {} }],
    ['a Bundle of another type', answered({ resourceType: 'Bundle', type: 'collection' })],
  ])('no answer to the question in %s', (_, answer) => {
    expect(readMatch(SEARCH, answer)).toEqual({ kind: 'unanswered', answer });
  });
});
