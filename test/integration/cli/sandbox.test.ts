import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { runCli } from '../../helpers/cli.js';
import { startStubServer } from '../../helpers/stub-server.js';

describe('sandbox', () => {
  test('says where it answers and with what, answers until it is told to stop, and is gone then', async () => {
    let url = '';
    const { code, stdout, stderr } = await runCli(['sandbox', '--port', '0'], {
      untilStopped: async (printed) => {
        url = /at (http:\/\/127\.0\.0\.1:\d+)/.exec(printed())?.[1] ?? '';
        const token = /X-API-TOKEN: ([^']+)'/.exec(printed())?.[1] ?? '';
        const report = /'(http[^']+\?locale=en)'/.exec(printed())?.[1] ?? '';
        const answer = await fetch(report, { headers: { 'x-api-token': token } });
        expect(await answer.json()).toMatchObject({ success: true });
      },
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^ {2}acne +\S/m);
    await expect(fetch(url)).rejects.toThrow('fetch failed');
  });

  test('shows a command that switches a fault on', async () => {
    await runCli(['sandbox', '--port', '0'], {
      untilStopped: async (printed) => {
        const [, url = '', body = ''] = /PUT (\S+) -d '(\{.*\})'/.exec(printed()) ?? [];
        expect((await fetch(url, { method: 'PUT', body })).ok).toBe(true);
      },
    });
    expect.assertions(1);
  });

  test('ends with 2 when the port is taken', async () => {
    const other = await startStubServer(() => undefined);
    try {
      const port = new URL(other.url).port;
      const { code, stderr } = await runCli(['sandbox', '--port', port]);
      expect(code).toBe(2);
      expect(stderr).toContain(`port ${port} is taken`);
    } finally {
      await other.close();
    }
  });

  test('runs a hospital, too, that behaves as it is told', async () => {
    let hospital = '';
    await runCli(['sandbox', '--port', '0', '--hospital', 'epic', '--hospital-port', '0'], {
      untilStopped: async (printed) => {
        hospital = /push bundle\.json --to (\S+)/.exec(printed())?.[1] ?? '';
        const statement = await (await fetch(`${hospital}/metadata`)).json();
        expect(statement).toMatchObject({ resourceType: 'CapabilityStatement', software: { name: 'Epic' } });
      },
    });
    await expect(fetch(hospital)).rejects.toThrow('fetch failed');
  });

  test('runs a hospital that takes the acne report by what it says itself', async () => {
    await runCli(['sandbox', '--port', '0', '--hospital', 'epic', '--hospital-port', '0'], {
      untilStopped: async (printed) => {
        const [, file = ''] = /echo '(.+)' > destinations\.yaml/.exec(printed()) ?? [];
        const [, pointer = '', system = ''] =
          /SUBJECT_POINTER=(\S+) SUBJECT_SYSTEM=([^\s;]+)/.exec(printed()) ?? [];
        const folder = mkdtempSync(join(tmpdir(), 'sandbox-'));
        const destinations = join(folder, 'destinations.yaml');
        writeFileSync(destinations, file);
        const env = { DESTINATIONS_FILE: destinations, SUBJECT_POINTER: pointer, SUBJECT_SYSTEM: system };
        const acne = 'src/vendor/sandbox/reports/acne.json';
        expect(await runCli(['push', acne, '--to', 'ward'], { env })).toMatchObject({ code: 0 });
        rmSync(folder, { recursive: true });
      },
    });
    expect.assertions(1);
  });

  test("ends with 2 when the hospital's port is taken, and leaves nothing running", async () => {
    const other = await startStubServer(() => undefined);
    try {
      const port = new URL(other.url).port;
      const { code, stderr } = await runCli([
        ...['sandbox', '--port', '0'],
        ...['--hospital', 'hapi', '--hospital-port', port],
      ]);
      expect(code).toBe(2);
      expect(stderr).toContain(`port ${port} is taken; choose another with --hospital-port`);
    } finally {
      await other.close();
    }
  });
});
