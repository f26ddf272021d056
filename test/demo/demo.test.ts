import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Bundle } from 'fhir/r4.js';
import { runDemo, type DemoOptions } from './run-demo.js';
import { startStations, type Stations } from './stations.js';

let folder: string;
let text: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'derm-fhir-demo-'));
  text = '';
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function demo(options: Partial<DemoOptions> = {}): Promise<boolean> {
  const write = (part: string): void => {
    text += part;
  };
  return runDemo({ write, isColoured: false, folder, ...options });
}

describe('the demo', () => {
  test('holds, shows what became of the report, keeps it, and leaves nothing running', async () => {
    const stations = await startStations();
    expect(await demo({ start: () => Promise.resolve(stations) })).toBe(true);
    expect(
      text.match(/^ {3}(Device|Media|Observation|QuestionnaireResponse|DiagnosticReport|Provenance) /gm),
    ).toHaveLength(17);
    expect(text).toMatch(/^ {3}Observation +probability of Acne +99\.65 %$/m);
    expect(text).toMatch(/^ {3}DiagnosticReport .*preliminary, Acne \(ICD-11 ED80\)$/m);
    expect(text).toContain('✔ HTTP 200, delivered: ');
    expect(text).toContain('17 of 17 say exactly what was sent');
    expect(text).toContain('Everything held.');
    for (const { url } of [stations.vendor, stations.gateway, stations.hospital]) {
      await expect(fetch(url)).rejects.toThrow('fetch failed');
    }
  });

  test('writes the Bundles and the remarks, with nothing in them that opens the vendor', async () => {
    await demo();
    expect(readdirSync(folder).sort()).toEqual(
      ['collection', 'issues', 'read-back', 'transaction'].map((name) => `acne.${name}.json`),
    );
    for (const file of readdirSync(folder)) {
      const content = readFileSync(join(folder, file), 'utf8');
      expect(JSON.parse(content)).toHaveProperty('resourceType');
      expect(content).not.toMatch(/sandbox-token|X-Amz-|apiKey|authKey|Expires=/i);
    }
    const stored = JSON.parse(readFileSync(join(folder, 'acne.read-back.json'), 'utf8')) as Bundle;
    expect(stored.entry).toHaveLength(17);
    expect(stored.entry?.[0]?.resource?.meta?.versionId).toEqual(expect.any(String));
  });

  test('is plain text without colours, and the same text with them', async () => {
    const steady = (printed: string): string =>
      printed.replace(/127\.0\.0\.1:\d+|\d+ ms/g, '').replace(/ +/g, ' ');
    await demo();
    const plain = steady(text);
    expect(plain).not.toContain('\u001b');
    text = '';
    await demo({ isColoured: true });
    expect(text).toContain('\u001b[');
    // eslint-disable-next-line no-control-regex -- colours are control characters
    expect(steady(text.replace(/\u001b\[\d+m/g, ''))).toBe(plain);
  });
});

describe('the demo does not hold', () => {
  test('when the hospital server gives back something else than was sent', async () => {
    const start = async (): Promise<Stations> => {
      const stations = await startStations();
      const { repository } = stations.hospital;
      const readResource = repository.readResource.bind(repository);
      repository.readResource = async (...args) => ({ ...(await readResource(...args)), status: 'final' });
      return stations;
    };
    expect(await demo({ start })).toBe(false);
    expect(text).toMatch(/^ {3}changed +DiagnosticReport\.status$/m);
    expect(text).not.toContain('Everything held.');
  });

  test('when the hospital server refuses the push', async () => {
    expect(await demo({ start: () => startStations({ token: 'secret' }) })).toBe(false);
    expect(text).toContain('✘ HTTP 401, unauthorised: ');
  });
});
