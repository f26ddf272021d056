import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { DiagnosticReport } from 'fhir/r4.js';
import * as library from '../../src/index.js';
import { rawText } from '../helpers/fixture.js';

const packageFile = JSON.parse(readFileSync('package.json', 'utf8')) as {
  name: string;
  version: string;
  exports: Record<string, unknown>;
  files: string[];
};

describe("the package's library entry", () => {
  test('is where the build puts src/index.ts, for those who load it and for the compiler', () => {
    expect(packageFile.exports['.']).toEqual({ types: './dist/index.d.ts', default: './dist/index.js' });
    expect(packageFile.files).toEqual(expect.arrayContaining(['dist', 'mappings', 'openapi.yaml']));
  });

  test('has in the package, as in the image, every file that is read beside the code', () => {
    const read = readdirSync('src', { recursive: true, encoding: 'utf8', withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
      .flatMap(({ parentPath, name }) => [
        ...readFileSync(join(parentPath, name), 'utf8').matchAll(/inPackage\('([^']+)'\)/g),
      ])
      .map(([, path = '']) => path.replace(/\/$/, ''));
    expect([...read].sort()).toEqual([
      'mappings',
      'openapi.yaml',
      'package.json',
      'src/vendor/sandbox/reports',
    ]);
    // npm packs package.json without being told.
    expect([...packageFile.files, 'package.json']).toEqual(expect.arrayContaining(read));
    const copied = readFileSync('Dockerfile', 'utf8').split(/\s+/);
    expect(copied).toEqual(expect.arrayContaining(read));
  });

  test('gives what it takes to read, translate and check a report', () => {
    const terminology = library.createTerminology();
    const context = library.createContext({ terminology, baseUrl: 'https://engine.test/fhir' });
    const read = library.parseReport(rawText('acne-full'));
    const { resources } = library.translate(read, context);
    const { bundle, issues, findings } = library.createTranslator({ context })(read, { type: 'transaction' });
    expect(bundle.entry).toHaveLength(resources.length);
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(library.check(library.issuesToOutcome(issues))).toEqual([]);
  });

  test('gives Bundles whose entries the compiler can tell apart, and that can be changed once they are cloned', () => {
    const context = library.createContext({ terminology: library.createTerminology() });
    const bundle = structuredClone(
      library.createTranslator({ context })(library.parseReport(rawText('acne-full'))).bundle,
    );
    const reports = (bundle.entry ?? []).flatMap(({ resource }): DiagnosticReport[] =>
      resource?.resourceType === 'DiagnosticReport' ? [resource] : [],
    );
    for (const { category } of reports) category?.push({ text: 'added' });
    expect(reports.map(({ category }) => category?.at(-1))).toEqual([{ text: 'added' }]);
  });

  test('says its own version in what it makes', () => {
    const context = library.createContext({ terminology: library.createTerminology() });
    expect(context.gateway).toMatchObject({ name: packageFile.name, version: packageFile.version });
  });

  test('refuses with errors that can be told apart', () => {
    expect(() => library.parseReport('{')).toThrow(library.ReportRejected);
    expect(() => library.parseReferenceParameter('x', 'Patient')).toThrow(library.BadReferenceParameter);
    const translate = library.createTranslator({
      context: library.createContext({ terminology: library.createTerminology() }),
    });
    expect(() => translate(library.readReport({ id: 'r1' }), { locale: '!' })).toThrow(library.BadLanguage);
    const nothing = new URL('../fixtures/raw/', import.meta.url);
    expect(() => library.loadMappings(nothing)).toThrow(library.InvalidMapping);
  });
});
