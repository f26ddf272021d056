import { afterAll, describe, expect, test } from '@jest/globals';
import type { IncomingMessage } from 'node:http';
import type { Binary, OperationOutcome } from 'fhir/r4.js';
import { check } from '../../../src/fhir/check/check.js';
import { CASE_NOTES } from '../../../src/vendor/sandbox/case-notes.js';
import { SKIN_JPEG } from '../../../src/vendor/sandbox/jpeg.js';
import type { SandboxOptions } from '../../../src/vendor/sandbox/sandbox.js';
import { send } from '../../helpers/ask.js';
import { startTestGateway, VENDOR_TOKEN, type TestGateway } from '../../helpers/gateway.js';
import { parseXml } from '../../helpers/parse-xml.js';
import { attachmentsOf, read } from './binary-reading.js';

/** What the vendor was asked for, by path. */
const asked: string[] = [];
let gateway: TestGateway;
const started = new Map<string, TestGateway>();
afterAll(() => Promise.all([...started.values()].map((one) => one.close())));

/** Starts a gateway and its vendor, or takes those that were started with the same settings. */
async function start(sandbox: SandboxOptions = {}, env: Record<string, string> = {}): Promise<void> {
  const key = sandbox.now === undefined ? JSON.stringify(env) : String(started.size);
  const note = ({ url = '' }: IncomingMessage): void => {
    asked.push(url.replace(/\?.*/, ''));
  };
  gateway = started.get(key) ?? (await startTestGateway(env, note, sandbox));
  started.set(key, gateway);
  asked.length = 0;
}

/** The link to one file of a report. */
async function linkOf(report: string, contentType: string): Promise<string> {
  const attachments = await attachmentsOf(gateway.url, report);
  const url = attachments.find((attachment) => attachment.contentType === contentType)?.url;
  if (url === undefined) throw new Error(`no ${contentType} in ${report}`);
  asked.length = 0;
  return url;
}

function issueIn(bytes: Buffer): string | undefined {
  return (JSON.parse(bytes.toString()) as OperationOutcome).issue[0]?.details?.text;
}

const isOfReport = (path: string) => path.includes('/anonymous-diagnostic-reports/');

describe('each link of each report', () => {
  test('gives bytes of the type that it announces', async () => {
    await start();
    const wrong: unknown[] = [];
    for (const { id } of CASE_NOTES) {
      for (const { url, contentType } of await attachmentsOf(gateway.url, id)) {
        // The vendor says something of a picture and gives no file.
        if (url === undefined) continue;
        const { status, headers } = await read(url);
        if (status !== 200 || headers.get('content-type') !== contentType)
          wrong.push([id, status, contentType]);
      }
    }
    expect(wrong).toEqual([]);
  });

  test.each([
    ['video', ['video/mp4', 'image/png', 'application/pdf']],
    [
      'many-images',
      [...Array<string[]>(6).fill(['image/jpeg', 'image/png']).flat(), 'image/png', 'application/pdf'],
    ],
    ['nails', ['image/jpeg', 'image/png', 'application/pdf']],
  ])('of the report %s opens', async (report, types) => {
    await start();
    const found: unknown[] = [];
    for (const { url = '' } of await attachmentsOf(gateway.url, report)) {
      const { status, headers } = await read(url);
      found.push(status === 200 ? headers.get('content-type') : status);
    }
    expect(found.sort()).toEqual(types.sort());
  });
});

describe('a photograph', () => {
  test('comes byte for byte, as something to be stored and not to be opened in a page', async () => {
    await start();
    const url = await linkOf('nails', 'image/jpeg');
    const { status, headers, bytes } = await read(url);
    expect(status).toBe(200);
    expect(bytes).toEqual(SKIN_JPEG);
    const id = url.slice(url.lastIndexOf('/') + 1);
    expect(Object.fromEntries(headers)).toMatchObject({
      'accept-ranges': 'none',
      'cache-control': 'private, no-store',
      'content-disposition': `attachment; filename="${id}.jpg"`,
      'content-length': String(SKIN_JPEG.length),
      'content-security-policy': "sandbox; default-src 'none'",
      'content-type': 'image/jpeg',
      'x-content-type-options': 'nosniff',
      vary: 'Accept',
    });
    expect(headers.get('etag')).toBeNull();
  });

  test('comes whole when a part is asked for', async () => {
    await start();
    const { status, bytes } = await read(await linkOf('nails', 'image/jpeg'), { Range: 'bytes=0-9' });
    expect([status, bytes.length]).toEqual([200, SKIN_JPEG.length]);
  });

  test('comes as valid resource in JSON, bound to its report', async () => {
    await start();
    const { headers, bytes } = await read(await linkOf('nails', 'image/jpeg'), {
      Accept: 'application/fhir+json',
    });
    expect(headers.get('content-type')).toBe('application/fhir+json; charset=utf-8');
    const binary = JSON.parse(bytes.toString()) as Binary;
    expect(check(binary).filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(binary).toMatchObject({ resourceType: 'Binary', contentType: 'image/jpeg' });
    expect(Buffer.from(binary.data ?? '', 'base64')).toEqual(SKIN_JPEG);
    const report = await send(gateway.url, 'get', `/fhir/${binary.securityContext?.reference ?? ''}`);
    expect(JSON.parse(report.text)).toMatchObject({ resourceType: 'DiagnosticReport' });
  });

  test('comes as resource in XML', async () => {
    await start();
    const url = await linkOf('nails', 'image/jpeg');
    const { headers, bytes } = await read(`${url}?_format=xml`);
    expect(headers.get('content-type')).toBe('application/fhir+xml; charset=utf-8');
    expect(parseXml(bytes.toString())).toMatchObject({
      resourceType: 'Binary',
      contentType: 'image/jpeg',
      data: SKIN_JPEG.toString('base64'),
    });
  });

  test('is 406 for those who take neither it nor FHIR', async () => {
    await start();
    const { status, bytes } = await read(await linkOf('nails', 'image/jpeg'), { Accept: 'image/png' });
    expect([status, issueIn(bytes)]).toEqual([406, expect.stringContaining('another type')]);
  });

  test('is told of by HEAD without the vendor being asked', async () => {
    await start();
    const url = await linkOf('nails', 'image/jpeg');
    const head = await fetch(url, { method: 'HEAD' });
    expect([head.status, head.headers.get('accept-ranges'), head.headers.get('content-type')]).toEqual([
      200,
      'none',
      null,
    ]);
    const fhir = await fetch(url, { method: 'HEAD', headers: { Accept: 'application/fhir+json' } });
    expect(fhir.headers.get('content-type')).toBe('application/fhir+json; charset=utf-8');
    expect(asked).toEqual([]);
  });

  test.each(['text/plain', 'application/pdf', 'image/*;q=0, video/*;q=0'])(
    'has the status for HEAD that it has for GET where only %s is accepted',
    async (accept) => {
      await start();
      const url = await linkOf('nails', 'image/jpeg');
      const got = await read(url, { Accept: accept });
      const head = await fetch(url, { method: 'HEAD', headers: { Accept: accept } });
      expect([got.status, head.status]).toEqual([406, 406]);
    },
  );

  test('needs the vendor each time, unless it is kept', async () => {
    await start();
    const url = await linkOf('nails', 'image/jpeg');
    await read(url);
    await read(url);
    expect(asked).toHaveLength(2);
  });
});

describe('a photograph that is kept', () => {
  test('needs the vendor once, and is the same', async () => {
    await start({}, { MEDIA_CACHE: 'store' });
    const url = await linkOf('nails', 'image/jpeg');
    const [first, second] = [await read(url), await read(url)];
    expect(asked).toHaveLength(1);
    expect([second.status, second.bytes]).toEqual([200, SKIN_JPEG]);
    const withoutId = ({ headers }: typeof first) =>
      Object.fromEntries([...headers].filter(([name]) => !['date', 'x-request-id'].includes(name)));
    expect(withoutId(second)).toEqual(withoutId(first));
  });

  test('is gone with its report', async () => {
    await start({}, { MEDIA_CACHE: 'store' });
    const pdf = await linkOf('nails', 'application/pdf');
    const url = await linkOf('nails', 'image/jpeg');
    await read(url);
    const report = pdf.slice(pdf.lastIndexOf('/') + 1);
    expect((await send(gateway.url, 'delete', `/fhir/DiagnosticReport/${report}`)).status).toBeLessThan(300);
    expect((await read(url)).status).toBe(410);
    expect((await read(pdf)).status).toBe(410);
  });
});

describe('what is not there', () => {
  test.each(['3f1f9a52-0000-5000-8000-000000000000', 'x', '..%2f..%2fetc', 'a_b'])(
    'is 404: %s',
    async (id) => {
      await start();
      const { status, bytes } = await read(`${gateway.baseUrl}/Binary/${id}`, { Accept: 'image/png' });
      expect([status, issueIn(bytes)]).toEqual([404, 'There is no such resource.']);
    },
  );

  test('has no list: a Binary cannot be searched, created or changed', async () => {
    await start();
    const url = await linkOf('nails', 'image/jpeg');
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) {
      const { status, headers } = await fetch(url, { method });
      expect([method, status, headers.get('allow')]).toEqual([method, 405, 'GET, HEAD, OPTIONS']);
    }
  });
});

describe('a link that has run out', () => {
  /** A vendor whose clock a test sets. */
  async function startWithClock(): Promise<{ pass: (minutes: number) => void }> {
    let offset = 0;
    await start({ now: () => Date.now() + offset });
    return { pass: (minutes) => (offset += minutes * 60_000) };
  }

  test('is signed anew by the vendor, once for all who ask at the same time', async () => {
    const { pass } = await startWithClock();
    const url = await linkOf('nails', 'image/jpeg');
    pass(31);
    const answers = await Promise.all([read(url), read(url), read(url), read(url)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(asked.filter(isOfReport)).toHaveLength(1);
  });

  test('of a printable report is, too', async () => {
    const { pass } = await startWithClock();
    const url = await linkOf('nails', 'application/pdf');
    pass(31);
    const { status, bytes } = await read(url);
    expect([status, bytes.subarray(0, 5).toString()]).toEqual([200, '%PDF-']);
    expect(asked.filter(isOfReport)).toHaveLength(1);
  });

  test('is not even tried when it says itself that it has', async () => {
    const { pass } = await startWithClock();
    pass(-60);
    const url = await linkOf('nails', 'image/jpeg');
    pass(60);
    expect((await read(url)).status).toBe(200);
    expect(asked.map(isOfReport)).toEqual([true, false]);
  });

  test('is kept in its new form, and gives no new version', async () => {
    const { pass } = await startWithClock();
    const url = await linkOf('nails', 'image/jpeg');
    const history = url.replace('/Binary/', '/Media/');
    pass(31);
    await read(url);
    asked.length = 0;
    expect((await read(url)).status).toBe(200);
    expect(asked.filter(isOfReport)).toEqual([]);
    const { bytes } = await read(`${history}/_history`);
    expect(JSON.parse(bytes.toString())).toMatchObject({ total: 1 });
  });

  test.each([
    [{ kind: 'server-error', status: 503 }, 502],
    [{ kind: 'throttle', retryAfterSeconds: 7 }, 503],
    [{ kind: 'unauthorized' }, 502],
    [{ kind: 'not-json' }, 502],
  ] as const)('is told as $fetch would tell it when the vendor fails with %j', async (fault, expected) => {
    const { pass } = await startWithClock();
    const url = await linkOf('nails', 'image/jpeg');
    pass(31);
    gateway.vendor.faults.set(fault);
    const { status, headers, bytes } = await read(url);
    expect([status, headers.get('content-type')]).toEqual([expected, 'application/fhir+json; charset=utf-8']);
    expect(issueIn(bytes)).toMatch(/vendor/);
    if (expected === 503) expect(headers.get('retry-after')).toBe('7');
  });
});

test('no token, signature, key or address of the vendor is in an answer or in the log', async () => {
  await start();
  let told = '';
  for (const report of ['acne', 'encrypted-id', 'hostile-strings']) {
    for (const { url = '' } of await attachmentsOf(gateway.url, report)) {
      for (const accept of ['*/*', 'application/fhir+json', 'text/plain']) {
        const { headers, bytes } = await read(url, { Accept: accept });
        told += JSON.stringify([...headers]) + bytes.toString('latin1');
      }
    }
  }
  const logged = gateway.logLines.join('');
  expect(logged).toContain('/fhir/Binary/:id');
  for (const secret of [
    VENDOR_TOKEN,
    'X-Amz-',
    'sandbox-session',
    'apiKey',
    gateway.vendor.url,
    '/diagnostic-report-medias/',
  ]) {
    expect([secret, told.includes(secret), logged.includes(secret)]).toEqual([secret, false, false]);
  }
});
