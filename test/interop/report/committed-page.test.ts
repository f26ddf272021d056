import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { readExamples, readMappings } from '../../../.scripts/own-mappings.js';
import { behaviours, type BehaviourName } from '../../../src/deliver/sandbox/behaviours/behaviours.js';
import { DEFECTS } from '../../conformance/defects.js';
import { PROFILE_BREAKS } from '../../conformance/profile-breaks.js';
import { rawFixtures } from '../../helpers/fixture.js';
import { standIn } from './server-trial.js';
import { GROUPS } from './validator-trial.js';
import { npmPackage } from './versions.js';

const ROOT = join(import.meta.dirname, '../../..');
const page = readFileSync(join(ROOT, 'docs/interoperability.md'), 'utf8');

/** The cells of a row, without the first; undefined: there is no such row. */
function cellsOf(row: string): string[] | undefined {
  const line = page.split('\n').find((one) => one.startsWith('|') && one.split('|')[1]?.trim() === row);
  return line
    ?.split('|')
    .slice(2, -1)
    .map((cell) => cell.trim());
}

function hapiVersion(project: string): string {
  const pom = readFileSync(join(ROOT, 'test', project, 'pom.xml'), 'utf8');
  return /<hapi\.version>(.+)<\/hapi\.version>/.exec(pom)?.[1] ?? 'no version';
}

describe('docs/interoperability.md, by `npm run interop`,', () => {
  test.each([
    '@medplum/core',
    '@medplum/fhir-router',
    'ajv',
    'fhir',
    'fhir-kit-client',
    'fhirclient',
    'fhirpath',
  ])('was made with the %s that is installed', (name) => {
    expect(page).toContain(npmPackage(name));
  });

  test.each([
    ['hl7', 'in HAPI '],
    ['interop', "HAPI's Java client "],
    ['interop/hapi-server', "HAPI's JPA server "],
  ])('was made with the HAPI of test/%s', (project, words) => {
    expect(page).toContain(`${words}${hapiVersion(project)}`);
  });

  test('has a row for each report, each group of files and each server that is there now', () => {
    const rows = [
      ...rawFixtures,
      ...Object.values(GROUPS),
      ...(Object.keys(behaviours) as BehaviourName[]).map(standIn),
    ];
    expect(rows.filter((row) => cellsOf(row) === undefined)).toEqual([]);
  });

  test("asked HL7's validator about each report and each group", () => {
    const unasked = [...rawFixtures, ...Object.values(GROUPS)].filter(
      (row) => !cellsOf(row)?.[0]?.startsWith('✓'),
    );
    expect(unasked).toEqual([]);
  });

  test('counts what is published, shown and broken now', () => {
    const broken = DEFECTS.filter(({ caughtBy }) => caughtBy.includes('hl7')).length + PROFILE_BREAKS.length;
    expect([GROUPS.mappings, GROUPS.examples, GROUPS.broken].map((row) => cellsOf(row)?.[0])).toEqual([
      `✓ ${readMappings().length}`,
      `✓ ${readExamples().length}`,
      `✓ ${broken}`,
    ]);
  });

  test('has each client that has a suite', () => {
    const suites = readdirSync(join(ROOT, 'test/clients')).flatMap(
      (file) => /^(.+)-client\.test\.ts$|^(fhirclient)\.test\.ts$/.exec(file)?.slice(1).find(Boolean) ?? [],
    );
    expect(suites).not.toHaveLength(0);
    for (const suite of suites) expect(page.toLowerCase()).toContain(`| ${suite}`);
  });

  test('has nothing that failed', () => {
    expect(page).toContain('✓');
    expect(page).not.toContain('## What failed');
  });
});
