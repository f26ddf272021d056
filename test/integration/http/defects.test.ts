import { describe, expect, test } from '@jest/globals';
import { createApp } from '../../../src/app.js';
import { anonymous } from '../../../src/auth/anonymous.js';
import { createLogger } from '../../../src/observe/logger.js';
import { createTranslator, type Translator } from '../../../src/translate/translator.js';
import type { VendorClient } from '../../../src/vendor/client.js';
import { VendorFailure } from '../../../src/vendor/failure.js';
import { ask, issuesIn } from '../../helpers/ask.js';
import { testContext } from '../../helpers/context.js';
import { rawText } from '../../helpers/fixture.js';
import { routeDependencies } from '../../helpers/route-dependencies.js';

const translate = createTranslator({ context: testContext() });

const failingFetch = () => Promise.reject(new Error('canary-fetch'));

/** An application with another translator, and its log. */
function appWith(translator: Translator, fetchReport: VendorClient['fetchReport'] = failingFetch) {
  const lines: string[] = [];
  const app = createApp({
    ...routeDependencies(translator, { fetchReport }),
    logger: createLogger({ level: 'trace', destination: { write: (line) => lines.push(line) } }),
    nextId: () => 'request-1',
    who: anonymous(true),
  });
  return { app, lines };
}

describe('a defect of this service', () => {
  const body = rawText('acne-full');
  const headers = { 'Content-Type': 'application/json' };

  function answerOf({ app }: ReturnType<typeof appWith>) {
    return ask(app, 'post', '/fhir/DiagnosticReport/$translate', { headers, body });
  }

  test('that the self-check finds keeps the Bundle here and is logged by its place', async () => {
    const finding = {
      severity: 'error',
      code: 'value',
      expression: 'Bundle.entry[3].resource.status',
      diagnostics: 'canary-diagnostics',
    } as const;
    const broken = appWith((...given) => ({ ...translate(...given), findings: [finding] }));
    const answer = await answerOf(broken);
    const [issue] = issuesIn(answer);
    expect([answer.status, issue?.code]).toEqual([500, 'exception']);
    expect(issue?.details?.text).toContain('request-1');
    expect(answer.text).not.toMatch(/Bundle|canary/);
    expect(broken.lines.join('')).toContain(
      '"places":[{"code":"value","expression":"Bundle.entry[3].resource.status"}]',
    );
    expect(broken.lines.join('')).not.toContain('canary');
  });

  test('that only warns lets the Bundle go and is counted', async () => {
    const finding = { severity: 'warning', code: 'value', expression: 'Bundle', diagnostics: 'odd' } as const;
    const answer = await answerOf(
      appWith((...given) => ({ ...translate(...given), issues: [], findings: [finding] })),
    );
    expect([answer.status, answer.headers['x-translation-issues']]).toEqual([
      200,
      'error=0, warning=1, information=0',
    ]);
  });

  test('that throws tells the caller a reference and the log the place in the code, not the words', async () => {
    const broken = appWith(() => {
      throw new TypeError('canary-message');
    });
    const { status, text } = await answerOf(broken);
    expect(status).toBe(500);
    expect(text).toContain('request-1');
    expect(text + broken.lines.join('')).not.toContain('canary');
    expect(broken.lines.join('')).toContain('defects.test.ts');
  });

  test('of the vendor client is one of ours', async () => {
    const broken = appWith(translate);
    const { status, text } = await ask(broken.app, 'get', '/fhir/DiagnosticReport/$fetch', {
      query: 'report=acne',
    });
    expect(status).toBe(500);
    expect(text + broken.lines.join('')).not.toContain('canary');
  });
});

describe("the vendor's failure", () => {
  const query = 'report=acne';

  test('to send a report is told with each place of what it did send, and logged by its rules', async () => {
    const text = '{"success":true,"data":{"id":"r1","result":{"metrics":{"entropy":"canary"}}}}';
    const { app, lines } = appWith(translate, () => Promise.resolve({ text, attempts: 1 }));
    const answer = await ask(app, 'get', '/fhir/DiagnosticReport/$fetch', { query });
    expect(answer.status).toBe(502);
    expect(issuesIn(answer).map(({ code, diagnostics }) => [code, diagnostics])).toEqual([
      ['structure', undefined],
      ['structure', '/data/result/metrics/entropy'],
    ]);
    expect(answer.text + lines.join('')).not.toContain('canary');
    expect(lines.map((line): unknown => JSON.parse(line))).toMatchObject([
      { level: 'warn', kind: 'vendor-structure', vendor: { rules: ['type'] }, msg: 'the vendor failed' },
      { level: 'error', kind: 'vendor-structure', status: 502, msg: 'answered' },
    ]);
  });

  test('to answer is logged with what helps to find out why', async () => {
    const failure = new VendorFailure('unreachable', { attempts: 3, transportCode: 'ECONNREFUSED' });
    const { app, lines } = appWith(translate, () => Promise.reject(failure));
    await ask(app, 'get', '/fhir/DiagnosticReport/$fetch', { query });
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      requestId: 'request-1',
      vendor: { attempts: 3, transportCode: 'ECONNREFUSED' },
    });
  });
});

describe("the caller's own mistake", () => {
  test('is one line in the log', async () => {
    const { app, lines } = appWith(translate);
    const { status } = await ask(app, 'get', '/fhir/DiagnosticReport/$fetch');
    expect(status).toBe(400);
    expect(lines.map((line): unknown => JSON.parse(line))).toMatchObject([
      { level: 'warn', kind: 'missing-parameter', status: 400, msg: 'answered' },
    ]);
  });
});
