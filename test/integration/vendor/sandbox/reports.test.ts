import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { VendorClient } from '../../../../src/vendor/client.js';
import { readFetched } from '../../../../src/vendor/read-fetched.js';
import { CASE_NOTES } from '../../../../src/vendor/sandbox/case-notes.js';
import type { Sandbox } from '../../../../src/vendor/sandbox/sandbox.js';
import { rawJson, rawText } from '../../../helpers/fixture.js';
import { ask, clientOf, closeSandboxes, openSandbox, reportPath, textsUnder } from './open-sandbox.js';

let sandbox: Sandbox;
let client: VendorClient;

beforeAll(async () => {
  sandbox = await openSandbox();
  client = clientOf(sandbox);
});

afterAll(closeSandboxes);

function caseOf(id: string) {
  return sandbox.reports.find((report) => report.id === id)!;
}

describe('The cases', () => {
  test('are one for each stored report, each with something to say about it', () => {
    const folder = new URL('../../../../src/vendor/sandbox/reports/', import.meta.url);
    const stored = readdirSync(folder).map((file) => file.replace('.json', ''));
    expect(CASE_NOTES.map(({ id }) => id).sort()).toEqual(stored.sort());
    expect(CASE_NOTES.filter(({ title, about }) => title === '' || about === '')).toEqual([]);
  });

  test("begin with the vendor's own example, byte for byte", () => {
    expect(CASE_NOTES[0]?.id).toBe('acne');
    expect(createHash('sha256').update(rawText('acne-full')).digest('hex')).toBe(
      'c665293b56d0d44374a20fbe4279f7f930a02e16a0e6bcc3c3a64fe4841a8928',
    );
  });

  test('have handles like the vendor’s, which need encoding', () => {
    for (const { handle } of sandbox.reports) expect(handle).toMatch(/^(?=.*\+)(?=.*\/).{86}==$/);
    expect(new Set(sandbox.reports.map(({ handle }) => handle)).size).toBe(CASE_NOTES.length);
  });

  test.each(CASE_NOTES.map(({ id }) => id))(
    '%s is read by the gateway, by its id and its handle',
    async (id) => {
      const { handle, report } = caseOf(id);
      for (const name of [id, handle]) {
        const { text } = await client.fetchReport(name, { locale: 'en' });
        expect(readFetched(text).report.id).toBe(report['id']);
      }
    },
  );

  test('are answered in the vendor’s envelope, and older generations without one', async () => {
    const acne: unknown = await (await ask(sandbox, reportPath('acne'))).json();
    expect(acne).toMatchObject({
      success: true,
      message: 'Diagnostic report <0189bafa-0610-7349-a0ab-eb53695b27fd>',
      errorCode: null,
    });
    const v2: unknown = await (await ask(sandbox, reportPath('v2'))).json();
    expect(v2).toMatchObject({ id: caseOf('v2').report['id'], patientIdentifier: 'PATIENT-V2' });
  });

  test('change nothing of a report but its links', async () => {
    const answer: unknown = await (await ask(sandbox, reportPath('acne'))).json();
    const withoutLinks = (report: unknown): string =>
      JSON.stringify(report, (key, value: unknown) => (['url', 'pdf'].includes(key) ? 'a link' : value));
    expect(withoutLinks(answer)).toBe(withoutLinks(rawJson('acne-full')));
  });
});

describe('Labels', () => {
  const labels = ['name', 'description', 'question', 'text'];
  /** What is the same in both languages, or a tenant's own. */
  const kept = /^(?:|Psoriasis|Alopecia|Urticaria|Tenant condition \d+|Wrinkle index of this tenant)$/;

  test.each(CASE_NOTES.map(({ id }) => id).filter((id) => id !== 'hostile-strings'))(
    'of %s are Spanish on demand, all of them',
    async (id) => {
      const english: unknown = await (await ask(sandbox, reportPath(id))).json();
      const spanish: unknown = await (await ask(sandbox, reportPath(id, '?locale=es_ES'))).json();
      const [before, after] = [textsUnder(english, labels), textsUnder(spanish, labels)];
      expect(after).toHaveLength(before.length);
      expect(after.filter((label, index) => label === before[index] && !kept.test(label))).toEqual([]);
    },
  );

  test('include the words before a number in brackets, and bands', async () => {
    const spanish: unknown = await (await ask(sandbox, reportPath('acne', '?locale=es'))).json();
    expect(textsUnder(spanish, ['text'])).toEqual(['Ninguna', 'Leve', 'Moderada', 'Grave']);
    expect(textsUnder(spanish, ['display'])).toContain('Leve (0-10)');
  });

  test('are all that is translated: codes, answers and extra data stay', async () => {
    const keys = ['code', 'icd11', 'answer', 'internalCaseId', 'department', 'id', 'type', 'modality'];
    for (const { id } of CASE_NOTES) {
      const english: unknown = await (await ask(sandbox, reportPath(id))).json();
      const spanish: unknown = await (await ask(sandbox, reportPath(id, '?locale=es'))).json();
      expect(textsUnder(spanish, keys)).toEqual(textsUnder(english, keys));
    }
  });

  test.each(['', '?locale=en', '?locale=de', '?locale=eso'])('are English for %j', async (query) => {
    const answer: unknown = await (await ask(sandbox, reportPath('acne', query))).json();
    expect(textsUnder(answer, ['name'])).toContain('Face and neck');
  });
});

describe('A request', () => {
  test.each([
    ['without a token', {}],
    ['with a wrong one', { 'X-API-TOKEN': 'sandbox-tokem' }],
    ['with it in another place', { Authorization: 'Bearer sandbox-token' }],
  ])('%s is refused, even for a report that there is not', async (_name, headers) => {
    for (const id of ['acne', 'nothing']) {
      const response = await ask(sandbox, reportPath(id), { headers });
      expect(response.status).toBe(401);
      await expect(response.json()).resolves.toMatchObject({ success: false, data: null });
    }
  });

  test('for an id that was encoded twice, or not at all, finds nothing', async () => {
    const { handle } = caseOf('acne');
    expect((await ask(sandbox, reportPath(encodeURIComponent(handle)))).status).toBe(404);
    expect((await ask(sandbox, reportPath('').concat(handle))).status).toBe(404);
    expect((await ask(sandbox, reportPath('').concat('%E0%A4%A'))).status).toBe(404);
    expect((await ask(sandbox, reportPath(handle))).status).toBe(200);
  });

  test('with a format that there is not, or another method, is told so', async () => {
    expect((await ask(sandbox, reportPath('acne', '?format=fhir'))).status).toBe(400);
    const post = await ask(sandbox, reportPath('acne'), { method: 'POST' });
    expect([post.status, post.headers.get('allow')]).toEqual([405, 'GET']);
    expect((await ask(sandbox, '/elsewhere')).status).toBe(404);
  });

  test('for the index says what there is and how to ask for it', async () => {
    const index: unknown = await (await ask(sandbox, '/')).json();
    expect(index).toMatchObject({
      ask: { header: 'X-API-TOKEN', locales: ['en', 'es'] },
      faults: { current: null },
      reports: CASE_NOTES.map(({ id, title, about }) => ({ id, title, about })),
    });
    expect(JSON.stringify(index)).not.toContain(sandbox.token);
  });
});
