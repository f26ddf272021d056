import { describe, expect, test } from '@jest/globals';
import { OutcomeError } from '../../../../src/fhir/outcome.js';
import type { FetchReport } from '../../../../src/serve/report/fetch-report.js';
import { obtainReport, type Obtain } from '../../../../src/serve/report/obtain-report.js';
import { VendorFailure, type VendorFailureKind } from '../../../../src/vendor/failure.js';

const stored = { id: 'r1', handle: 'handle', publishedId: 'published', languages: ['en', 'es'] };

/** What was asked of the vendor, and what came of it. */
async function obtain(overrides: Partial<Obtain>, failure?: Error) {
  const asked: string[] = [];
  const fetchReport: FetchReport = ({ handle, language }) => {
    asked.push(`${handle} ${language}`);
    return Promise.reject(failure ?? new OutcomeError('gone', 'Erased.'));
  };
  const wanted = {
    tenant: 'default',
    handle: 'given',
    stored: null,
    languages: [],
    mustAsk: false,
    signal: new AbortController().signal,
    ...overrides,
  };
  const issues = await obtainReport(fetchReport, 'en', wanted);
  return { asked, told: issues.map(({ code }) => code) };
}

const failing = (kind: VendorFailureKind) => new VendorFailure(kind);

describe('a report that is not stored', () => {
  test.each([
    [[], 'given en'],
    [['pt-BR', 'pt'], 'given pt-BR'],
  ])('is asked for in the best of the languages %j', async (languages, asked) => {
    expect((await obtain({ languages })).asked).toEqual([asked]);
  });

  test.each(['not-found', 'bad-request-id'] as const)('is not there after %s', async (kind) => {
    expect((await obtain({}, failing(kind))).told).toEqual([]);
  });

  test.each([
    ['unauthorised', 502],
    ['throttled', 503],
    ['timeout', 504],
  ] as const)('fails with %s of the vendor', async (kind, status) => {
    await expect(obtain({}, failing(kind))).rejects.toMatchObject({ status });
  });

  test('is not there when it was erased', async () => {
    expect((await obtain({})).told).toEqual([]);
  });
});

describe('a report that is stored', () => {
  test.each([[[]], [['es']], [['es-ES', 'es', 'fr']]])('is not asked for again in %j', async (languages) => {
    expect((await obtain({ stored, languages })).asked).toEqual([]);
  });

  test('is asked for in a language that it is not stored in', async () => {
    expect((await obtain({ stored, languages: ['fr'] })).asked).toEqual(['handle fr']);
  });

  test.each(['not-found', 'unreachable'] as const)(
    'answers for itself in another language after %s, and says so',
    async (kind) => {
      const { told } = await obtain({ stored, languages: ['fr'] }, failing(kind));
      expect(told).toEqual([kind === 'not-found' ? 'not-found' : 'transient']);
    },
  );

  test('is asked for with what the vendor was asked with before, whatever names it now', async () => {
    expect((await obtain({ stored, mustAsk: true })).asked).toEqual(['handle en']);
  });

  test('fails when the vendor must be asked and cannot be', async () => {
    await expect(obtain({ stored, mustAsk: true }, failing('unreachable'))).rejects.toMatchObject({
      status: 502,
    });
  });

  test('answers for itself when the vendor must be asked and does not have it any more', async () => {
    expect((await obtain({ stored, mustAsk: true }, failing('not-found'))).told).toEqual(['not-found']);
  });
});
