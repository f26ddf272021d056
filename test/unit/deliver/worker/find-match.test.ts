import { describe, expect, test } from '@jest/globals';
import { tokenQuery } from '../../../../src/deliver/plan/condition.js';
import type { Answer } from '../../../../src/deliver/send/answer.js';
import { readMatch } from '../../../../src/deliver/worker/find-match.js';

const SEARCH = 'Media?identifier=a%7Cb';
const NEXT = [{ relation: 'next', url: 'Media?page=2' }];

function answered(body: unknown, status = 200): Answer {
  return { kind: 'answered', status, form: 'json', body, headers: {} };
}

function searchset(...entry: unknown[]): Answer {
  return answered({ resourceType: 'Bundle', type: 'searchset', entry });
}

function page(more: object, entry: unknown[]): Answer {
  return answered({ resourceType: 'Bundle', type: 'searchset', ...more, entry });
}

const OURS = { system: 'a', value: 'b' };

const media = (id: string, identifier: unknown = [OURS]) => ({
  resource: { resourceType: 'Media', id, identifier },
});
const another = (id: string) => media(id, [{ system: 'a', value: 'of another patient' }]);

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

  test('what has its identifier by itself or in a list, and what has its tag', () => {
    expect(readMatch(SEARCH, searchset(media('17', OURS))).kind).toBe('one');
    const tag = { system: 'a,b', code: 'c|d' };
    const provenance = { resource: { resourceType: 'Provenance', id: '1', meta: { tag: [tag] } } };
    const search = `Provenance?${tokenQuery('_tag', tag.system, tag.code)}`;
    expect(readMatch(search, searchset(provenance)).kind).toBe('one');
    expect(readMatch(search, searchset({ resource: { ...provenance.resource, meta: {} } })).kind).toBe(
      'inexact',
    );
  });

  test('ours only, where the server shows others of the type, too', () => {
    expect(readMatch(SEARCH, searchset(another('1'), media('17'), another('2')))).toMatchObject({ id: '17' });
  });

  test.each([
    ['what is of another', searchset(another('17'))],
    ['what says of nothing whose it is', searchset(media('17', []))],
    ['nothing, and more on the next page', page({ link: NEXT }, [])],
    ['nothing of what it counts', page({ total: 1 }, [])],
  ])('nothing that can be told where the server shows %s', (_what, answer) => {
    expect(readMatch(SEARCH, answer)).toEqual({ kind: 'inexact', answer });
  });

  test('too much where the server has more than it shows', () => {
    expect(readMatch(SEARCH, page({ link: NEXT }, [media('17')])).kind).toBe('several');
    expect(readMatch(SEARCH, page({ total: 2 }, [media('17')])).kind).toBe('several');
  });

  test.each(['..', '.', '../Patient/7', '1?_cascade=delete', 'a'.repeat(65), ''])(
    'nothing under an id that is none: %j',
    (id) => {
      expect(readMatch(SEARCH, searchset(media(id))).kind).toBe('unanswered');
    },
  );

  test.each([
    ['warning', 'none'],
    ['error', 'unanswered'],
    ['fatal', 'unanswered'],
  ])('beside an issue of severity %s: %s', (severity, kind) => {
    const resource = { resourceType: 'OperationOutcome', issue: [{ severity, code: 'exception' }] };
    expect(readMatch(SEARCH, searchset({ search: { mode: 'outcome' }, resource })).kind).toBe(kind);
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
