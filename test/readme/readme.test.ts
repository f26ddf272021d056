import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInThisContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { run } from '../../src/cli/run.js';
import { HOSPITAL_PORT } from '../../src/cli/sandbox.js';
import { readConfig } from '../../src/config/config.js';
import { settingsSchema } from '../../src/config/settings.js';
import { startGateway, type Gateway } from '../../src/gateway.js';
import * as library from '../../src/index.js';
import { createLogger } from '../../src/observe/logger.js';
import { startMedplumReceiver, type MedplumReceiver } from '../receiver/medplum-receiver.js';
import { printed, readCurl } from './curl.js';
import { examplesIn, isShown, wordsOf, type Example } from './markdown-examples.js';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

/** Where the README's gateway and the receiving server are said to listen. */
const GATEWAY = 'http://127.0.0.1:8080';
const RECEIVER = `http://127.0.0.1:${HOSPITAL_PORT}/fhir`;

/** Commands that install, build, or run until they are stopped: CI runs them as they stand. */
const RUN_BY_CI = [
  /^(AUTH=none )?npm (ci|start|run (build|demo))/,
  /^docker /,
  /^npx derm-fhir (serve|sandbox( --hospital hapi)?)$/,
];

let gateway: Gateway;
let receiver: MedplumReceiver;
const folder = mkdtempSync(join(tmpdir(), 'derm-fhir-readme-'));
const DESTINATIONS_FILE = join(folder, 'destinations.yaml');

beforeAll(async () => {
  receiver = await startMedplumReceiver();
  const [, destinations = ''] =
    /^```yaml\n([\s\S]*?)^```$/m.exec(readme.slice(readme.indexOf('\n## Delivery\n'))) ?? [];
  writeFileSync(DESTINATIONS_FILE, destinations.replace(RECEIVER, receiver.url));
  const config = readConfig({
    AUTH: 'none',
    PORT: '0',
    PUBLIC_BASE_URL: `${GATEWAY}/fhir`,
    LOG_LEVEL: 'silent',
    DESTINATIONS_FILE,
  });
  gateway = await startGateway(config, createLogger({ level: 'silent' }));
});

afterAll(async () => {
  await gateway.close();
  await receiver.close();
  rmSync(folder, { recursive: true });
});

async function answerOf(command: string): Promise<string> {
  const words = wordsOf(command);
  if (words[0] === 'curl') return curl(words);
  const [given = '', ...rest] = words;
  if (given.startsWith('STORE=file:data/')) return cli(rest.slice(2), { STORE: `file:${folder}/gateway.db` });
  if (words[0] === 'npx' && words[1] === 'derm-fhir') return cli(words.slice(2));
  throw new Error(`no way to run: ${command}`);
}

async function curl(words: readonly string[]): Promise<string> {
  const request = readCurl(words);
  const response = await fetch(request.url.replace(GATEWAY, gateway.url), request.init);
  return printed(response, await response.text(), request);
}

/** Files that a command writes (`> name`) and a later one reads are kept apart from the project's own. */
const written = new Set<string>();

async function cli(words: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<string> {
  const [redirect = words.length] = words.flatMap((word, at) => (word === '>' ? [at] : []));
  const argv = words
    .slice(0, redirect)
    .map((word) => (written.has(word) ? join(folder, word) : word.replace(RECEIVER, receiver.url)));
  let stdout = '';
  let stderr = '';
  const exitCode = await run(argv, {
    stdin: (async function* () {})(),
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
    env: { DESTINATIONS_FILE, ...env },
    untilStopped: () => Promise.resolve(),
  });
  expect({ argv, exitCode, stderr: exitCode === 0 ? '' : stderr }).toEqual({ argv, exitCode: 0, stderr: '' });
  const file = words[redirect + 1];
  if (file === undefined) return stdout;
  writeFileSync(join(folder, file), stdout);
  written.add(file);
  return '';
}

const examples = examplesIn(readme);
const isRunByCi = ({ command }: Example): boolean => RUN_BY_CI.some((pattern) => pattern.test(command));

describe('the README', () => {
  test.each(examples.filter((example) => !isRunByCi(example)))(
    'gives the answer that line $line shows: $command',
    async ({ command, answer }) => {
      const actual = await answerOf(command);
      if (answer === null) expect(actual).not.toMatch(/"severity": ?"error"/);
      else if (!isShown(answer, actual)) expect(actual).toBe(answer);
    },
  );

  test('shows the two commands of a newcomer', () => {
    expect(examples.filter(isRunByCi).map(({ command }) => command)).toEqual(
      expect.arrayContaining(['npm ci && npm run demo', 'npm ci && npm test']),
    );
  });

  test('embeds the library as its snippet shows', () => {
    const [, snippet = ''] = /^```ts\n([\s\S]*?)^```$/m.exec(readme) ?? [];
    const [whole = '', names = ''] = /^import \{(.*)\} from 'derm-fhir-gateway';\n/.exec(snippet) ?? [];
    const body = `${snippet.slice(whole.length)}\nreturn [bundle.type, bundle.entry.length, findings.length];`;
    const embed: unknown = runInThisContext(`(library, text) => { const {${names}} = library;\n${body} }`);
    if (typeof embed !== 'function') throw new Error('the README has no snippet');
    const text = readFileSync('src/vendor/sandbox/reports/acne.json', 'utf8');
    expect(Reflect.apply(embed, undefined, [library, text])).toEqual(['transaction', 17, 0]);
  });

  test('lists every setting with its default, and no other', () => {
    const rows = [...readme.matchAll(/^\| `([A-Z0-9_]+)` +\| (.*?) +\|/gm)].map(([, name, value]) => [
      name,
      value,
    ]);
    const known = Object.keys(settingsSchema.shape).filter((name) => !name.endsWith('DEBUG'));
    expect(rows.map(([name]) => name)).toEqual(known);
    const defaults: Record<string, string | string[] | number | boolean | undefined> = settingsSchema.parse(
      {},
    );
    for (const [name = '', value] of rows) {
      const given = defaults[name];
      expect([name, value]).toEqual([name, given === undefined ? '–' : `\`${String(given)}\``]);
    }
  });
});
