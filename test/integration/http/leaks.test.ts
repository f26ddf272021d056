import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { rawJson, rawText } from '../../helpers/fixture.js';
import { startTestGateway, VENDOR_TOKEN, type TestGateway } from '../../helpers/gateway.js';
import { patched } from '../../helpers/patch.js';

/** Secrets: they must be in no log line and no answer. */
const SECRETS = {
  signature: 'canarysignature4f1c',
  apiKey: 'canaryapikey9b2d',
  authKey: 'canaryauthkey77e0',
  company: 'canarycompany3a3a',
};
/** An encrypted report id: it opens the report. Base64, so that it looks like the vendor's. */
const HANDLE = `canary+${Buffer.from('an encrypted report handle').toString('base64').replace('=', '')}/w==`;
/** Words about the patient: they belong into resources and into no log line. */
const WORDS = {
  mrn: 'canary-mrn-551',
  visit: 'canary-visit-902',
  answer: 'canary answer of the patient',
  free: 'canary-extra-data',
};

/** A text as it may stand in a log line. */
function spellings(text: string): string[] {
  const bytes = Buffer.from(text);
  return [text, encodeURIComponent(text), bytes.toString('base64').replace(/=+$/, ''), bytes.toString('hex')];
}

function found(texts: readonly string[], where: string): string[] {
  return texts.filter((text) => spellings(text).some((spelling) => where.includes(spelling)));
}

const report = JSON.stringify(
  patched(rawJson('acne-full'), {
    '/data/id': HANDLE,
    '/data/url': `https://vendor.test/viewer?companyId=${SECRETS.company}&diagnosticReportId=${SECRETS.signature}`,
    '/data/pdf': `https://vendor.test/pdf?apiKey=${SECRETS.apiKey}&authKey=${SECRETS.authKey}`,
    '/data/macroscopicMedia/url': `https://bucket.test/a.jpg?X-Amz-Signature=${SECRETS.signature}`,
    '/data/visitIdentifier': WORDS.visit,
    '/data/anamnesisGeneral/0/answer': WORDS.answer,
    '/data/extraData': { note: WORDS.free, link: `https://x.test/?apiKey=${SECRETS.apiKey}` },
  }),
);

let gateway: TestGateway;
const answers: string[] = [];

/** Every kind of request with something to lose in it. */
async function provoke(): Promise<void> {
  const translate = '/fhir/DiagnosticReport/$translate';
  const fetchIt = '/fhir/DiagnosticReport/$fetch';
  const subject = encodeURIComponent(`https://hospital.test/mrn|${WORDS.mrn}`);
  const handle = encodeURIComponent(HANDLE);
  const known = encodeURIComponent(gateway.vendor.reports[0]?.handle ?? '');
  const post = (query: string, body: string) =>
    request(gateway.url).post(`${translate}?${query}`).type('application/json').send(body);
  const get = (path: string) => request(gateway.url).get(path);
  const sent = [
    post(`subject=${subject}`, report),
    post(`subject=${subject}&type=transaction`, report).set('Prefer', 'return=OperationOutcome'),
    post(`subject=${subject}`, report.slice(0, -10)),
    post(`subject=${WORDS.mrn}`, report),
    post('', JSON.stringify(patched(JSON.parse(report), { '/data/result': WORDS.answer }))),
    post('', report).set('Content-Type', 'text/plain'),
    post('', report).set('Authorization', `Bearer ${SECRETS.apiKey}`).set('X-API-TOKEN', SECRETS.authKey),
    get(`${fetchIt}?report=${handle}`),
    get(`${fetchIt}?report=${known}`).set('X-Request-Id', `key ${SECRETS.apiKey}`),
    get(`${fetchIt}?report=${handle}&report=${handle}`),
    get(`${fetchIt}/${handle}`),
    get(`/fhir/${WORDS.mrn}?token=${SECRETS.apiKey}`),
    request(gateway.url).delete(`${fetchIt}?report=${handle}`),
  ];
  for (const one of sent) {
    const { headers, text } = await one.buffer(true);
    answers.push(JSON.stringify(headers) + text);
  }
  for (const kind of [
    'unauthorized',
    'redirect',
    'not-json',
    'truncated-json',
    'reset',
    'success-false',
  ] as const) {
    gateway.vendor.faults.set({ kind });
    answers.push((await get(`${fetchIt}?report=${known}`)).text);
  }
}

beforeAll(async () => {
  gateway = await startTestGateway({
    PUBLIC_BASE_URL: 'https://gateway.test/fhir',
    SUBJECT_POINTER: '/extraData/note',
    SUBJECT_SYSTEM: 'https://hospital.test/mrn',
  });
  await provoke();
});
afterAll(() => gateway.close());

describe('the log', () => {
  test('has a line for every request', () => {
    expect(gateway.logLines.filter((line) => line.includes('"msg":"answered"'))).toHaveLength(answers.length);
  });

  test('holds no secret, no report id and no word about the patient', () => {
    const known = gateway.vendor.reports[0]?.handle ?? '';
    const texts = [...Object.values(SECRETS), ...Object.values(WORDS), HANDLE, known, VENDOR_TOKEN];
    expect(found(texts, gateway.logLines.join('\n'))).toEqual([]);
  });

  test('holds no address of the vendor', () => {
    expect(gateway.logLines.join('\n')).not.toMatch(/https?:\/\/(?!127\.0\.0\.1:\d+"|gateway\.test)/);
    expect(gateway.logLines.join('\n')).not.toContain(new URL(gateway.vendor.url).host);
  });
});

describe('an answer', () => {
  test('holds no secret and no report id', () => {
    const texts = [...Object.values(SECRETS), HANDLE, VENDOR_TOKEN, new URL(gateway.vendor.url).host];
    expect(found(texts, answers.join('\n'))).toEqual([]);
  });

  test('to a request that was refused holds no word of it', () => {
    const refusals = answers.filter((answer) => answer.includes('"severity":"error"'));
    expect(refusals.length).toBeGreaterThan(10);
    expect(found(Object.values(WORDS), refusals.join('\n'))).toEqual([]);
  });

  test('with a Bundle does hold the words, so that looking for them means something', () => {
    expect(found([WORDS.mrn, WORDS.visit, WORDS.answer], answers.join('\n'))).toEqual([
      WORDS.mrn,
      WORDS.visit,
      WORDS.answer,
    ]);
  });
});

describe('the search itself', () => {
  test.each(spellings(HANDLE))('finds a planted %s', (spelling) => {
    expect(found([HANDLE], `{"url":"/x?report=${spelling}"}`)).toEqual([HANDLE]);
  });

  test('finds nothing in a report that has nothing', () => {
    expect(found(Object.values(SECRETS), rawText('empty'))).toEqual([]);
  });
});
