import { describe, expect, test } from '@jest/globals';
import { runCli } from '../../helpers/cli.js';

const commands = [
  'translate',
  'fetch',
  'check',
  'explain',
  'to-raw',
  'push',
  'probe',
  'backfill',
  'deliveries',
  'destinations',
  'serve',
  'keys',
  'sandbox',
];

describe('help', () => {
  test('of the program names every command and exit code, on stdout', async () => {
    const { code, stdout, stderr } = await runCli(['--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const command of commands) expect(stdout).toMatch(new RegExp(`^  ${command}\\b`, 'm'));
    for (const exitCode of [0, 1, 2, 3, 70, 74])
      expect(stdout).toMatch(new RegExp(`^ +${exitCode}  \\w`, 'm'));
  });

  test.each(commands)(
    'of %s describes it and its options, the same in both ways of asking',
    async (command) => {
      const asked = await runCli([command, '--help']);
      expect(asked).toMatchObject({ code: 0, stderr: '' });
      expect(asked.stdout).toMatch(new RegExp(`^Usage: derm-fhir ${command}\\b[^]+\\n\\n\\w[^]+--help`));
      expect(await runCli(['help', command])).toEqual(asked);
    },
  );

  test('is shown, on stderr, when no command is given', async () => {
    expect(await runCli([])).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining('Usage:'),
    });
  });
});

test('--version prints the version of the package', async () => {
  const { code, stdout } = await runCli(['--version']);
  expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
});

describe('a wrong command line ends with 2 and says why on stderr', () => {
  test.each([
    ['an unknown command', ['transmogrify'], 'unknown command'],
    ['an unknown option', ['translate', '-', '--frobnicate'], '--frobnicate'],
    ['an unknown option of the program', ['--frobnicate'], '--frobnicate'],
    ['a missing file', ['translate'], "missing required argument 'file'"],
    ['one argument too many', ['check', 'a', 'b'], 'too many arguments'],
    ['an unknown kind of Bundle', ['translate', '-', '--type', 'batch'], 'transaction-conditional'],
    [
      'a kind of Bundle that cannot be pushed',
      ['push', '-', '--to', 'x', '--type', 'collection'],
      'transaction',
    ],
    ['no destination', ['push', '-'], '--to'],
    ['no language tag', ['translate', '-', '--locale', 'klingon!'], '--locale'],
    ['a subject that names nothing', ['translate', '-', '--subject', 'secret-name'], '--subject'],
    ['an encounter of another type', ['translate', '-', '--encounter', 'Patient/secret'], '--encounter'],
    [
      'a base URL of the vendor',
      ['translate', '-', '--base-url', 'https://secret.legit.health/fhir'],
      '--base-url',
    ],
    [
      'a system that is no URI',
      ['translate', '-', '--encounter-system', 'urn:oid:secret'],
      '--encounter-system',
    ],
    ['a header without a value', ['push', '-', '--to', 'x', '--header', 'secret'], '--header'],
    ['a time that is none', ['push', '-', '--to', 'x', '--timeout', '0'], '--timeout'],
    ['a port that is none', ['sandbox', '--port', '65536'], '--port'],
    ['a port that is no number', ['sandbox', '--port', '1e3'], '--port'],
  ])('%s', async (_what, argv, expected) => {
    const { code, stdout, stderr } = await runCli(argv);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(expected);
    expect(stderr).not.toContain('secret');
  });
});

test('serve does not start in a wrong environment', async () => {
  const { code, stderr } = await runCli(['serve'], { env: { PORT: 'secret', LOG_LEVEL: 'secret' } });
  expect(code).toBe(2);
  expect(stderr).toMatch(/PORT must[^]*LOG_LEVEL must/);
  expect(stderr).not.toContain('secret');
});
