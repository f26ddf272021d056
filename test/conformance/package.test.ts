import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import type { FhirResource, ImplementationGuide } from 'fhir/r4.js';
import { examples } from '../../.scripts/examples.js';
import { readExamples, readMappings } from '../../.scripts/own-mappings.js';
import { fhirPackage } from '../../.scripts/package/fhir-package.js';
import { tar } from '../../.scripts/package/tar.js';
import { check } from '../../src/fhir/check/check.js';
import { packageInfo } from '../../src/package-info.js';
import { errorsOf } from './finding.js';
import { validateAll } from './validate-all.js';

const packed = fhirPackage(readMappings(), readExamples());
const folder = mkdtempSync(join(tmpdir(), 'fhir-package-'));
// The system's own tar reads what we wrote: ours would read its own mistakes.
execFileSync('tar', ['-xzf', '-', '-C', folder], { input: packed.bytes });
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function json(path: string): Record<string, unknown> {
  return JSON.parse(readFileSync(join(folder, path), 'utf8')) as Record<string, unknown>;
}

function jsonFiles(path: string): string[] {
  return readdirSync(join(folder, path)).filter((file) => /^[A-Z].*\.json$/.test(file));
}

describe('the examples on file', () => {
  test('are what translation makes (else: npx tsx .scripts/generate-examples.ts)', () => {
    const made = new Map(examples().map((one) => [`${one.resourceType}/${one.id}`, one]));
    const onFile = new Map(readExamples().map((one) => [`${one.resourceType}/${one.id ?? ''}`, one]));
    expect(Object.fromEntries(onFile)).toEqual(Object.fromEntries(made));
  });

  test('show every profile', () => {
    const shown = new Set(readExamples().flatMap(({ meta }) => meta?.profile ?? []));
    const concrete = readMappings().flatMap((one) =>
      one.resourceType === 'StructureDefinition' && one.type !== 'Extension' && !one.abstract
        ? [one.url]
        : [],
    );
    expect([...shown].sort()).toEqual(concrete.sort());
  });
});

describe('the FHIR package', () => {
  test('is the same bytes each time', () => {
    expect(Buffer.compare(packed.bytes, fhirPackage(readMappings(), readExamples()).bytes)).toBe(0);
  });

  test('names itself by the rules of FHIR packages', () => {
    const manifest = json('package/package.json');
    expect(manifest).toMatchObject({
      name: expect.stringMatching(/^[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)+$/),
      version: packageInfo.version,
      canonical: 'https://derm-fhir-gateway.github.io/ig',
      fhirVersions: ['4.0.1'],
      dependencies: { 'hl7.fhir.r4.core': '4.0.1' },
      date: expect.stringMatching(/^\d{14}$/),
    });
    expect(packed.file).toBe(`${String(manifest['name'])}-${packageInfo.version}.tgz`);
  });

  test('holds all that is published, and the examples apart', () => {
    const files = (resources: readonly FhirResource[]) =>
      resources.map(({ resourceType, id = '' }) => `${resourceType}-${id}.json`);
    expect(
      jsonFiles('package')
        .filter((file) => !file.startsWith('ImplementationGuide'))
        .sort(),
    ).toEqual(files(readMappings()).sort());
    expect(jsonFiles('package/example').sort()).toEqual(files(readExamples()).sort());
    for (const one of readMappings())
      expect(json(`package/${one.resourceType}-${one.id ?? ''}.json`)).toEqual(one);
  });

  test.each(['package', 'package/example'])('has an index of %s that says what is there', (path) => {
    const { files, ...rest } = json(`${path}/.index.json`) as { files: Record<string, unknown>[] };
    expect(rest).toEqual({ 'index-version': 2 });
    expect(files.map(({ filename }) => filename)).toEqual(jsonFiles(path).sort());
    for (const { filename, ...said } of files)
      expect(json(`${path}/${String(filename)}`)).toMatchObject(said);
  });

  test('says by which canonical URL, kind and derivation a profile is found', () => {
    const { files } = json('package/.index.json') as { files: Record<string, unknown>[] };
    expect(files.find(({ id }) => id === 'candidate-condition')).toEqual({
      filename: 'StructureDefinition-candidate-condition.json',
      resourceType: 'StructureDefinition',
      id: 'candidate-condition',
      url: 'https://derm-fhir-gateway.github.io/ig/StructureDefinition/candidate-condition',
      version: packageInfo.version,
      kind: 'resource',
      type: 'Observation',
      derivation: 'constraint',
    });
  });

  test('has a valid ImplementationGuide that lists everything in it', () => {
    const [file = ''] = jsonFiles('package').filter((name) => name.startsWith('ImplementationGuide'));
    const guide = json(`package/${file}`) as unknown as ImplementationGuide;
    // One of the copies of R4's schema is of 4.0.0, and does not know 4.0.1.
    const errors = errorsOf(validateAll(guide)).filter(
      ({ path }) => path !== 'ImplementationGuide.fhirVersion[0]',
    );
    expect([...errors, ...check(guide)]).toEqual([]);
    const listed = guide.definition?.resource ?? [];
    expect(listed).toHaveLength(readMappings().length + readExamples().length);
    // Whoever browses sees these; an id tells nobody anything.
    expect(listed.filter(({ name = '' }) => name === '')).toEqual([]);
    expect(listed.map(({ name }) => name)).toContain('Observation: AI-estimated probability of Acne');
  });
});

test('an archive refuses a path that its header cannot hold', () => {
  expect(() => tar(new Map([['x'.repeat(101), new Uint8Array()]]))).toThrow(RangeError);
});
