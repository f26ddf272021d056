import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bundle, FhirResource, OperationOutcome } from 'fhir/r4.js';
import { check } from '../../src/fhir/check/check.js';
import { getJson } from './get-json.js';
import { nextSteps } from './next-steps.js';
import { outline } from './outline.js';
import { Page, type PageOptions } from './page.js';
import { push } from './push.js';
import { readBack } from './read-back.js';
import { startStations, type Stations } from './stations.js';

/** How the demo runs. */
export interface DemoOptions extends PageOptions {
  /** Folder that the files are written to; it is made. */
  readonly folder: string;
  readonly start?: () => Promise<Stations>;
}

/** Widths of the first columns of most tables. */
const COLUMNS = [21, 62];

/** The vendor's own published example, and how many resources it becomes. */
const REPORT = 'acne';
const RESOURCES = 17;

/**
 * Takes one report all the way: fetched from the vendor, translated, checked, pushed through the outbox into somebody else's FHIR server, read
 * back from there and compared. Everything runs in this process and is closed when it ends.
 *
 * @returns whether every step held.
 */
export async function runDemo({ folder, start = startStations, ...options }: DemoOptions): Promise<boolean> {
  const page = new Page(options);
  page.title('A dermatology report on its way to the hospital, all on this machine');
  const stations = await start();
  try {
    introduce(page, stations);
    const isGood = await takeAlong(page, stations, folder);
    conclude(page, isGood, folder);
    return isGood;
  } finally {
    await stations.close();
  }
}

/** Goes on as long as every step holds. */
async function takeAlong(page: Page, stations: Stations, folder: string): Promise<boolean> {
  const { collection, transaction, issues } = await fetchReport(page, stations);
  summarise(page, collection, issues);
  if (collection.entry?.length !== RESOURCES) {
    return page.verdict(false, `This report becomes ${RESOURCES} resources.`);
  }
  if (!checkAll(page, stations, { collection, transaction })) return false;
  if (!(await push(page, stations, collection))) return false;
  const { stored, isSame } = await readBack(page, stations, collection);
  writeFiles(page, folder, { collection, transaction, issues, 'read-back': stored });
  return isSame;
}

function introduce(page: Page, { vendor, gateway, hospital }: Stations): void {
  page.step('Three servers');
  page.row(['vendor', vendor.url, 'the sandbox: its reports are invented'], [9, 32]);
  page.row(['gateway', gateway.baseUrl, 'this project'], [9, 32]);
  page.row(['hospital', hospital.url, "Medplum's FHIR router, a server that others wrote"], [9, 32]);
}

interface Fetched {
  readonly collection: Bundle<FhirResource>;
  readonly transaction: Bundle;
  readonly issues: OperationOutcome;
}

async function fetchReport(page: Page, { gateway }: Stations): Promise<Fetched> {
  page.step('Fetch through the gateway');
  const operation = `${gateway.baseUrl}/DiagnosticReport/$fetch?report=${REPORT}`;
  const get = async <T>(url: string, headers: Record<string, string> = {}): Promise<T> => {
    const begun = performance.now();
    const resource = await getJson<T>(url, headers);
    const asked = Object.values(headers).map((value) => `  Prefer: ${value}`);
    const path = url.slice(gateway.baseUrl.length);
    page.row(
      [`${Math.round(performance.now() - begun)} ms`.padStart(7), `GET ${path}${asked.join('')}`],
      [9],
    );
    return resource;
  };
  return {
    collection: await get<Bundle<FhirResource>>(operation),
    transaction: await get<Bundle>(`${operation}&type=transaction`),
    issues: await get<OperationOutcome>(operation, { prefer: 'return=OperationOutcome' }),
  };
}

function summarise(page: Page, { entry = [] }: Bundle<FhirResource>, { issue }: OperationOutcome): void {
  page.step(`What became of it: ${entry.length} resources`);
  for (const { resource } of entry) {
    if (resource === undefined) continue;
    const { about, says } = outline(resource);
    page.row([resource.resourceType, about, says], COLUMNS);
  }
  page.step(`What the gateway says about it: ${issue.length} remarks`);
  for (const { severity, details, diagnostics } of issue) {
    page.row([severity, details?.text ?? ''], COLUMNS.slice(0, 1));
    page.row(['', `in the vendor's report at ${diagnostics ?? '/'}`], COLUMNS.slice(0, 1));
  }
}

function checkAll(page: Page, { gateway }: Stations, bundles: Readonly<Record<string, Bundle>>): boolean {
  page.step('Check against FHIR R4');
  const verdicts = Object.entries(bundles).map(([name, bundle]) => {
    const findings = check(bundle, { closed: true, baseUrl: gateway.baseUrl });
    for (const { severity, expression, diagnostics } of findings) {
      page.row([severity, expression, diagnostics], COLUMNS);
    }
    const errors = findings.filter(({ severity }) => severity === 'error').length;
    return page.verdict(errors === 0, `${name}: ${errors === 0 ? 'no' : errors} errors`);
  });
  return verdicts.every(Boolean);
}

function writeFiles(page: Page, folder: string, resources: Readonly<Record<string, FhirResource>>): void {
  page.step('Keep it');
  mkdirSync(folder, { recursive: true });
  for (const [name, resource] of Object.entries(resources)) {
    const file = join(folder, `${REPORT}.${name}.json`);
    const text = `${JSON.stringify(resource, null, 2)}\n`;
    writeFileSync(file, text);
    page.row([`${Math.round(text.length / 1024)} KB`.padStart(7), file], [9]);
  }
}

function conclude(page: Page, isGood: boolean, folder: string): void {
  page.line();
  if (!isGood) {
    page.verdict(false, 'Something did not hold: see above.');
    return;
  }
  page.verdict(true, 'Everything held.');
  page.step('Your turn');
  for (const [what, command] of nextSteps(join(folder, `${REPORT}.collection.json`))) {
    page.row([what], []);
    page.line(`     ${command}`);
  }
}
