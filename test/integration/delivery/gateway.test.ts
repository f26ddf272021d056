import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { ask } from '../../helpers/ask.js';
import { startTestGateway, type TestGateway } from '../../helpers/gateway.js';

const folder = mkdtempSync(join(tmpdir(), 'intake-'));
let gateway: TestGateway;
beforeAll(async () => {
  const DESTINATIONS_FILE = join(folder, 'destinations.json');
  const destination = { name: 'ward', baseUrl: 'http://127.0.0.1:9/fhir' };
  writeFileSync(DESTINATIONS_FILE, JSON.stringify({ destinations: [destination] }));
  gateway = await startTestGateway({ DESTINATIONS_FILE });
});
afterAll(async () => {
  await gateway.close();
  rmSync(folder, { recursive: true });
});

const intakesSchema = z.object({
  intakes: z.array(
    z.looseObject({
      state: z.string(),
      problem: z.string().optional(),
      report: z.string().optional(),
      deliveries: z.array(z.string()),
    }),
  ),
});

/** Polls as the answer says, only faster. */
async function untilEnded(location: string) {
  const { pathname } = new URL(location);
  for (;;) {
    const answer = await ask(gateway.url, 'get', pathname);
    if (answer.status === 200) return intakesSchema.parse(JSON.parse(answer.text)).intakes;
    await sleep(10);
  }
}

const takeIn = (reports: readonly string[]) =>
  ask(gateway.url, 'post', '/intake/reports', {
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ reports }),
  });

describe('a gateway that takes reports in', () => {
  test('fetches and stores them, and makes their deliveries', async () => {
    const { headers } = await takeIn(['acne', 'psoriasis']);
    const intakes = await untilEnded(headers['content-location'] ?? '');
    expect(intakes.map(({ state, deliveries }) => [state, deliveries.length])).toEqual([
      ['done', 1],
      ['done', 1],
    ]);
    for (const { report = '', deliveries } of intakes) {
      expect((await ask(gateway.url, 'get', `/fhir/${report}`)).status).toBe(200);
      const task = await ask(gateway.url, 'get', `/fhir/Task/${deliveries[0] ?? ''}`);
      expect(JSON.parse(task.text)).toMatchObject({
        focus: { reference: report },
        owner: { display: 'ward' },
      });
    }
  });
});
