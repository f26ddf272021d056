import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { startReceiver } from '../../src/deliver/sandbox/receiver.js';
import { Refusal } from '../../src/deliver/sandbox/refusal.js';
import type { Pool } from './request-parts.js';

const TOKEN = 'canary-hospital-token-77c2';
const ANONYMOUS = { subject: 'none', allowAnonymous: true, ratePerSecond: 1000 };

const NAMES = ['ward', 'strict'];

/** Servers that reports are delivered to: one that takes them, and one that takes none. */
export interface Hospitals {
  readonly urls: readonly string[];
  /** Settings of the gateway that knows them. */
  readonly env: Readonly<Record<string, string>>;
  readonly secrets: readonly string[];
  close(): Promise<void>;
}

/** Starts them. */
export async function startHospitals(): Promise<Hospitals> {
  const folder = mkdtempSync(join(tmpdir(), 'fuzz-'));
  const ward = await startReceiver({ token: TOKEN });
  // What is refused makes dead deliveries.
  const check = ({ resourceType }: { resourceType: string }): Refusal | null =>
    resourceType === 'DiagnosticReport' ? new Refusal('business-rule', resourceType) : null;
  const strict = await startReceiver({ switches: { check } });
  const file = join(folder, 'destinations.json');
  const destinations = [
    { name: 'ward', baseUrl: ward.url, auth: { kind: 'bearer', token: { env: 'WARD_TOKEN' } }, ...ANONYMOUS },
    { name: 'strict', baseUrl: strict.url, automatic: false, ...ANONYMOUS },
  ];
  writeFileSync(file, JSON.stringify({ destinations }));
  return {
    urls: [ward.url, strict.url],
    env: { DESTINATIONS_FILE: file, WARD_TOKEN: TOKEN },
    secrets: [TOKEN],
    close: async () => {
      await Promise.all([ward.close(), strict.close()]);
      rmSync(folder, { recursive: true });
    },
  };
}

const taken = z.object({
  intakes: z.array(z.object({ id: z.string(), deliveries: z.array(z.string()) })),
});

/**
 * Has reports taken in and delivered, and dead ones replayed.
 *
 * @param url of the gateway.
 * @param handles what the vendor is asked with; the first is one that it does not know, and would be asked about again and again.
 * @returns what requests about deliveries may name.
 */
export async function fillWithDeliveries(
  url: string,
  credential: string,
  handles: readonly string[],
): Promise<Pick<Pool, 'stored' | 'bodiesFor' | 'keys'>> {
  const call = async (path: string, body?: object): Promise<Response> => {
    const headers = { Authorization: credential, 'Content-Type': 'application/json' };
    const sent = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    return fetch(`${url}${path}`, { headers, ...sent });
  };
  const accepted = await call('/intake/reports', { reports: handles.slice(1), destinations: NAMES });
  const { pathname } = new URL(accepted.headers.get('content-location') ?? '');
  const { intakes } = taken.parse(await (await untilAnswered(() => call(pathname))).json());
  const replay = z
    .object({ id: z.string() })
    .parse(await (await call('/replays', { all: true, perSecond: 0.01 })).json());
  const deliveries = intakes.flatMap((intake) => intake.deliveries);
  return {
    stored: [
      ...deliveries.flatMap((id) => [`deliveries/${id}`, `Task/${id}`]),
      ...intakes.map(({ id }) => `reports/${id}`),
      `reports/${intakes.map(({ id }) => id).join(',')}`,
      `replays/${replay.id}`,
      ...NAMES.map((name) => `destinations/${name}`),
    ],
    bodiesFor: bodiesFor(handles),
    keys: ['key-1', 'key-2', 'key-3'],
  };
}

/** Polls as the answer says, only faster. */
async function untilAnswered(poll: () => Promise<Response>): Promise<Response> {
  for (;;) {
    const answer = await poll();
    if (answer.status !== 202) return answer;
    await answer.arrayBuffer();
    await sleep(10);
  }
}

/** Right and wrong bodies of the addresses that take others than FHIR does. */
function bodiesFor([unknown, handle]: readonly string[]): Pool['bodiesFor'] {
  const json = (values: readonly unknown[]): string[] => values.map((value) => JSON.stringify(value));
  const parameter = [{ name: 'destination', valueString: 'strict' }];
  const always = { name: 'always', valueBoolean: true };
  return {
    '/fhir/DiagnosticReport/{id}/$push': json([
      { resourceType: 'Parameters', parameter },
      { resourceType: 'Parameters', parameter: [...parameter, always] },
      { resourceType: 'Parameters', parameter: [always, always] },
      { resourceType: 'Parameters', parameter: [{ name: 'destination', valueString: 'elsewhere' }] },
    ]),
    '/intake/reports': json([
      { reports: [handle] },
      { reports: [handle, 'acne'], destinations: NAMES, locale: 'es', always: true },
      { reports: [unknown, '../x'], destinations: [7], locale: '\u0000', extra: true },
      { reports: [], destinations: ['elsewhere'] },
      { reports: ['nobody-knows'], locale: 'zz' },
    ]),
    '/intake/callback': json([
      { message: 'analysis_completed', id: handle },
      { message: 'analysis_completed', id: unknown },
      { message: 'analysis_completed' },
      { message: 'image_rejected', id: 'acne' },
    ]),
    '/replays': json([
      {},
      { all: true },
      { destination: 'strict', outcome: 'rejected', perSecond: 0.01 },
      { report: 'a b', from: '2026-13-01', before: 'now' },
      { perSecond: -1 },
    ]),
  };
}
