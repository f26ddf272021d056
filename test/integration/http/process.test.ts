import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterEach, describe, expect, test } from '@jest/globals';
import { ask, issuesIn } from '../../helpers/ask.js';
import { PROGRAMS } from '../../helpers/programs.js';

type Line = Readonly<Record<string, unknown>>;

/** The service as a process of its own. */
interface Running {
  readonly child: ChildProcess;
  readonly lines: Line[];
  /** The next line with this message, or the one that came already. */
  line(message: string): Promise<Line>;
  /** Exit code. */
  readonly ended: Promise<number | null>;
}

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

function start(env: Readonly<Record<string, string>>, ...args: string[]): Running {
  const script = args.length === 0 ? [`${PROGRAMS}/main.js`] : args;
  const child = spawn(process.execPath, script, {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  const lines: Line[] = [];
  const waiting = new Map<unknown, (line: Line) => void>();
  createInterface({ input: child.stdout }).on('line', (text) => {
    const line = JSON.parse(text) as Line;
    lines.push(line);
    waiting.get(line['msg'])?.(line);
  });
  const ended = once(child, 'close').then(([code]) => code as number | null);
  const line = (message: string) =>
    new Promise<Line>((resolve, reject) => {
      const found = lines.find(({ msg }) => msg === message);
      if (found !== undefined) resolve(found);
      waiting.set(message, resolve);
      void ended.then(() => {
        reject(new Error(`ended without "${message}": ${JSON.stringify(lines)}`));
      });
    });
  return { child, lines, line, ended };
}

describe('the process', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)(
    'serves until %s, then ends with 0',
    async (signal) => {
      const service = start({ PORT: '0' });
      const { url } = await service.line('listening');
      expect((await fetch(`${String(url)}/health/ready`)).status).toBe(200);
      service.child.kill(signal);
      expect(await service.ended).toBe(0);
      expect(service.lines.map(({ msg }) => msg)).toEqual(expect.arrayContaining(['closing', 'closed']));
    },
    30_000,
  );

  test('is no longer ready after a signal, still answers, and ends at once on a second one', async () => {
    const service = start({ PORT: '0', SHUTDOWN_DELAY_MS: '600000' });
    const { url } = await service.line('listening');
    service.child.kill('SIGTERM');
    await service.line('closing');
    const answer = await ask(String(url), 'get', '/health/ready');
    expect([answer.status, issuesIn(answer)[0]?.code]).toEqual([503, 'transient']);
    expect((await ask(String(url), 'get', '/fhir/metadata')).status).toBe(200);
    service.child.kill('SIGTERM');
    expect(await service.ended).toBe(1);
  });

  test('says loudly that the sandbox answers, and how to try it', async () => {
    const service = start({ PORT: '0', AUTH: 'none' });
    const warning = await service.line(
      'NO VENDOR IS CONFIGURED (VENDOR_BASE_URL): the built-in sandbox answers with INVENTED reports',
    );
    expect(warning['level']).toBe('warn');
    const address = /'(.+)'/.exec(String(warning['try']))?.[1] ?? '';
    expect((await fetch(address)).status).toBe(200);
  });

  test('logs its settings once, without the token', async () => {
    const service = start({
      PORT: '0',
      VENDOR_BASE_URL: 'https://vendor.test',
      VENDOR_TOKEN: 'canary-token-42',
      STORE: 'memory',
    });
    await service.line('listening');
    expect(service.lines.filter(({ settings }) => settings !== undefined)).toHaveLength(1);
    expect(JSON.stringify(service.lines)).not.toContain('canary');
  });

  test('warns when others than this machine may call', async () => {
    const service = start({ PORT: '0', HOST: '0.0.0.0', AUTH: 'none', AUTH_ALLOW_INSECURE: 'true' });
    const warning = await service.line(
      'callers are not authenticated, and HOST lets others than this machine call',
    );
    expect(warning['level']).toBe('warn');
    await service.line('PUBLIC_BASE_URL is not set: links in resources work on this machine only');
  });

  test('says that nobody can call as long as there is no key, and how to make one', async () => {
    const service = start({ PORT: '0' });
    const warning = await service.line(
      'NOBODY CAN CALL YET: there is no key and no authorization server (OAUTH_…). On this machine alone, AUTH=none asks nobody',
    );
    expect(warning).toMatchObject({
      level: 'warn',
      try: expect.stringMatching(/^STORE=file:\S+ derm-fhir keys create/),
    });
  });

  test('does not start on nonsense, and says which variable breaks which rule', async () => {
    const service = start({ PORT: 'canary', VENDOR_TOKEN: 'canary token' });
    expect(await service.ended).toBe(1);
    expect(service.lines).toMatchObject([
      {
        level: 'fatal',
        rules: ['PORT must be a whole number from 0 to 65535.', expect.stringContaining('VENDOR_TOKEN')],
      },
    ]);
    expect(JSON.stringify(service.lines)).not.toContain('canary');
  });

  test('does not start on a port that is taken', async () => {
    const first = start({ PORT: '0' });
    const { port } = new URL(String((await first.line('listening'))['url']));
    const second = start({ PORT: port });
    expect(await second.ended).toBe(1);
    expect(second.lines.at(-1)).toMatchObject({ level: 'fatal', err: { code: 'EADDRINUSE' } });
  });

  test.each([
    ['a rejection that nobody handles', "Promise.reject(new Error('canary'))", 'unhandledRejection'],
    [
      'an error that nobody catches',
      "setImmediate(() => { throw new Error('canary') })",
      'uncaughtException',
    ],
  ])(
    'ends with 1 after %s, telling where and not what',
    async (_, defect, event) => {
      const script = `await (await import('./${PROGRAMS}/run-gateway.js')).runGateway({ PORT: '0' }); ${defect}`;
      const service = start({}, '--input-type=module', '--eval', script);
      expect(await service.ended).toBe(1);
      expect(service.lines.at(-1)).toMatchObject({ level: 'fatal', event, err: { class: 'Error' } });
      expect(JSON.stringify(service.lines)).not.toContain('canary');
    },
    30_000,
  );
});
