import { type Command, Option } from 'commander';
import { behaviours, type BehaviourName } from '../deliver/sandbox/behaviours/behaviours.js';
import { systemCode } from '../net/system-code.js';
import type { Sandbox } from '../vendor/sandbox/sandbox.js';
import { usageError } from './exit-code.js';
import { printLines, type Io } from './io.js';

/** Where the stand-in hospital listens unless told otherwise. */
export const HOSPITAL_PORT = 8082;

/** Whom the report "acne" is about, by the number that it has for the integrator. */
const PATIENT = {
  resourceType: 'Patient',
  id: 'invented',
  identifier: [{ system: 'https://hospital.example/mrn', value: 'ABC-123' }],
} as const;

interface Flags {
  readonly port: number;
  readonly hospital?: BehaviourName;
  readonly hospitalPort: number;
}

/** `sandbox`: the stand-in vendor, and a stand-in for a hospital's server where one is wanted. */
export function addSandbox(program: Command, io: Io): void {
  program
    .command('sandbox')
    .summary('run the stand-in vendor, and a stand-in hospital')
    .description(
      "Runs the stand-in vendor on this machine until it is told to stop (Ctrl-C): the vendor's API over HTTP, with invented " +
        "reports and faults to switch on. With --hospital also a hospital's FHIR server that reports can be pushed to, in memory.",
    )
    .addOption(
      new Option('--port <number>', 'port to listen on; 0 takes a free one').default(8081).argParser(port),
    )
    .addOption(
      new Option('--hospital <server>', 'run a hospital, too, that behaves like this server').choices(
        Object.keys(behaviours),
      ),
    )
    .addOption(
      new Option('--hospital-port <number>', 'port of the hospital; 0 takes a free one')
        .default(HOSPITAL_PORT)
        .argParser(port),
    )
    .action((flags: Flags) => run(flags, io));
}

async function run({ port, hospital, hospitalPort }: Flags, io: Io): Promise<void> {
  const { startSandbox } = await import('../vendor/sandbox/sandbox.js');
  const { startReceiver } = await import('../deliver/sandbox/receiver.js');
  const sandbox = await startSandbox({ port }).catch(refuseTaken('--port', port));
  const receiver =
    hospital === undefined
      ? undefined
      : await startReceiver({ behaves: hospital, port: hospitalPort }).catch(async (error: unknown) => {
          await sandbox.close();
          return refuseTaken('--hospital-port', hospitalPort)(error);
        });
  receiver?.hold(PATIENT);
  try {
    // Listened for first: whoever reads that Ctrl-C stops it may press it at once.
    const stopped = io.untilStopped();
    printLines(io.stdout, [
      ...introduction(sandbox),
      ...(receiver === undefined ? [] : hospitalLines(hospital ?? '', receiver.url)),
      '',
      'Ctrl-C stops it.',
    ]);
    await stopped;
  } finally {
    await sandbox.close();
    await receiver?.close();
  }
}

function refuseTaken(flag: string, port: number): (error: unknown) => never {
  return (error) => {
    throw isTaken(error) ? usageError(`port ${port} is taken; choose another with ${flag}.`) : error;
  };
}

function hospitalLines(behaves: string, url: string): string[] {
  const [{ system }] = PATIENT.identifier;
  return [
    '',
    `A hospital that behaves like ${behaves} takes reports at ${url}, and forgets them when it stops.`,
    `A push:       derm-fhir push bundle.json --to ${url}`,
    `Destinations: echo 'destinations: [{name: ward, baseUrl: "${url}", subject: conditional, allowAnonymous: true}]' > destinations.yaml`,
    'Its gateway:  the one above, with DESTINATIONS_FILE=destinations.yaml',
    `Its patient:  is who "acne" is about, for a gateway with SUBJECT_POINTER=/extraData/internalCaseId SUBJECT_SYSTEM=${system}; ` +
      'epic and oracle take no report of nobody',
  ];
}

function port(text: string): number {
  const number = Number(text);
  if (!/^\d{1,5}$/.test(text) || number > 65_535)
    throw usageError('--port: must be a number from 0 to 65535.');
  return number;
}

function isTaken(error: unknown): boolean {
  return ['EADDRINUSE', 'EACCES'].includes(systemCode(error) ?? '');
}

function introduction({ url, token, reports }: Sandbox): string[] {
  const width = Math.max(...reports.map(({ id }) => id.length));
  return [
    `The sandbox vendor answers at ${url}. Everything in it is invented.`,
    '',
    ...reports.map(({ id, title }) => `  ${id.padEnd(width)}  ${title}`),
    '',
    'One report:   ' +
      `curl -H 'X-API-TOKEN: ${token}' '${url}/s2s-api/v3/anonymous-diagnostic-reports/acne?locale=en'`,
    `A fault:      curl -X PUT ${url}/sandbox/faults -d '{"kind":"server-error","times":1}'`,
    `The gateway:  AUTH=none VENDOR_BASE_URL=${url} VENDOR_TOKEN=${token} npm start`,
  ];
}
