import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { npmPackage } from './versions.js';

const ROOT = join(import.meta.dirname, '../../..');
const page = readFileSync(join(ROOT, 'docs/interoperability.md'), 'utf8');

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

  test('has nothing that failed', () => {
    expect(page).toContain('✓');
    expect(page).not.toContain('## What failed');
  });
});
