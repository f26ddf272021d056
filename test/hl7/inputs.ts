import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseReport, readReport } from '../../src/raw/read-report.js';
import { createTranslator } from '../../src/translate/translator.js';
import { DEFECTS } from '../conformance/defects.js';
import { resourceTypeOf } from '../conformance/json-walk.js';
import { brokenSample } from '../conformance/planted-defect.js';
import { PROFILE_BREAKS } from '../conformance/profile-breaks.js';
import { sampleBundle } from '../conformance/sample-bundle.js';
import { testContext } from '../helpers/context.js';
import { rawFixtures, rawJson, rawText } from '../helpers/fixture.js';
import { patched, type Patch } from '../helpers/patch.js';
import { answers } from './answers.js';
import { brokenExamples } from './broken-examples.js';
import { generatedBundles } from './generated-bundles.js';
import { withdrawn } from './withdrawn.js';

const ROOT = join(import.meta.dirname, '../..');

/** Inputs below this folder must be refused, all others must not. */
export const BROKEN = 'broken';

/** Reports that are looked at withdrawn, too: between them they have every kind of resource that can be. */
const WITHDRAWN = ['acne-full', 'annotations', 'two-scores'];

/** What reports may hold, and generated ones seldom do. */
const ODD: Readonly<Record<string, Patch>> = {
  'large-number': { '/data/result/scoringSystems/0/score/value': 12345678901234567000 },
  'box-of-no-size': {
    '/data/macroscopicMedia/annotations': [
      { id: '1', rect: { topLeft: { x: 1, y: 1 }, width: 0, height: -5 } },
    ],
  },
  'reversed-words': { '/data/result/conclusions/0/pathology/name': 'Acne \u202e' },
};

/** How many Bundles to generate, and from what. */
export interface GenerateOptions {
  seed: number;
  count: number;
}

/**
 * Writes everything that HL7's validator shall see into an empty folder: our conformance resources and examples, the golden
 * resources, as they are on file, naming their profiles and withdrawn, the hand-written sample, generated reports, answers of a running
 * gateway, and what is broken in each known way.
 *
 * @returns the files written, relative to the folder.
 */
export async function writeInputs(folder: string, { seed, count }: GenerateOptions): Promise<string[]> {
  copyResources(join(ROOT, 'mappings'), join(folder, 'mappings'));
  copyResources(join(ROOT, 'mappings/examples'), join(folder, 'examples'));
  copyResources(join(ROOT, 'test/golden'), join(folder, 'golden'));
  const translator = createTranslator({ context: testContext({ metaProfile: true }) });
  for (const name of rawFixtures) {
    const { bundle } = translator(parseReport(rawText(name)));
    write(folder, `profiled/${name}`, bundle);
    if (WITHDRAWN.includes(name)) write(folder, `withdrawn/${name}`, withdrawn(bundle));
  }
  write(folder, 'sample/good', sampleBundle());
  for (const [name, patch] of Object.entries(ODD))
    write(folder, `profiled/${name}`, translator(readReport(patched(rawJson('acne-full'), patch))).bundle);
  for (const [name, bundle] of generatedBundles(seed, count)) write(folder, `generated/${name}`, bundle);
  for (const [name, resource] of await answers()) write(folder, `answers/${name}`, resource);
  for (const { name, edits, caughtBy } of DEFECTS) {
    if (caughtBy.includes('hl7'))
      write(folder, `${BROKEN}/${name.replaceAll(/[^A-Za-z0-9]+/g, '-')}`, brokenSample(edits));
  }
  for (const [name, resource] of brokenExamples(PROFILE_BREAKS)) write(folder, `${BROKEN}/${name}`, resource);
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.json'))
    .sort();
}

function write(folder: string, name: string, content: unknown): void {
  const file = join(folder, `${name}.json`);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, JSON.stringify(content, null, 1));
}

/** Copies the files as they are, byte for byte; other JSON beside them (lists of issues) is not FHIR. */
function copyResources(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const file of readdirSync(from)) {
    if (!file.endsWith('.json')) continue;
    const content: unknown = JSON.parse(readFileSync(join(from, file), 'utf8'));
    if (resourceTypeOf(content) !== undefined) cpSync(join(from, file), join(to, file));
  }
}
