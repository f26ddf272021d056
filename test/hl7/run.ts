import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { readExamples, readMappings } from '../../.scripts/own-mappings.js';
import { fhirPackage } from '../../.scripts/package/fhir-package.js';
import { structureDefinitions } from '../../.scripts/profiles/all.js';
import { saveTrials } from '../interop/report/trial-file.js';
import { hl7Trials } from '../interop/report/hl7-trials.js';
import { acceptedWarnings } from './accepted-warnings.js';
import { runValidator } from './hl7-validator.js';
import { BROKEN, writeInputs } from './inputs.js';
import { type Hl7Finding, judge } from './judge.js';
import { withSnapshots } from './snapshots.js';

/*
 * HL7's own validator, with our FHIR package loaded, over all that this project makes. `npm run test:hl7`; HL7_SEED and HL7_COUNT change what is generated.
 * Fails for any error, for any warning that accepted-warnings.json does not explain, for an entry of that list that explains nothing
 * (unless something else is generated than by default), for a broken resource let through, and for a profile whose snapshot on file
 * is not what HL7's generator makes. What came out is left for `npm run interop`.
 */
const DEFAULT = { seed: 20260213, count: 200 };
const GENERATED = {
  seed: Number(process.env['HL7_SEED'] ?? DEFAULT.seed),
  count: Number(process.env['HL7_COUNT'] ?? DEFAULT.count),
};
const INPUT = join(import.meta.dirname, 'target/input');
const PACKAGE = join(import.meta.dirname, 'target/package.tgz');

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function describeFinding({ severity, messageId, path, text }: Hl7Finding): string {
  return `    ${severity} ${messageId ?? '(parser)'} at ${path}\n      ${text}`;
}

/** The files that failed, each with the lines to print. */
function failures(files: readonly string[], objections: readonly Hl7Finding[]): Map<string, string[]> {
  const failed = new Map<string, string[]>();
  for (const file of files) {
    const against = objections.filter((finding) => finding.file === file);
    const isBroken = file.startsWith(BROKEN);
    if (isBroken && against.length === 0) failed.set(file, ['    is broken on purpose, and HL7 let it pass']);
    if (!isBroken && against.length > 0) failed.set(file, against.map(describeFinding));
  }
  return failed;
}

/** Ids of the profiles whose snapshots are not those of HL7's generator. */
async function staleSnapshots(): Promise<string[]> {
  const made = await withSnapshots(structureDefinitions);
  const onFile = new Map(
    readMappings().flatMap((one) =>
      one.resourceType === 'StructureDefinition' ? [[one.id, one.snapshot]] : [],
    ),
  );
  return made.flatMap(({ id = '', snapshot }) => (isDeepStrictEqual(snapshot, onFile.get(id)) ? [] : [id]));
}

async function main(): Promise<void> {
  const accepted = acceptedWarnings();
  rmSync(INPUT, { recursive: true, force: true });
  mkdirSync(INPUT, { recursive: true });
  print(`generating ${GENERATED.count} Bundles from seed ${GENERATED.seed}`);
  const files = await writeInputs(INPUT, GENERATED);
  writeFileSync(PACKAGE, fhirPackage(readMappings(), readExamples()).bytes);
  const findings = await runValidator(PACKAGE, INPUT);
  const { objections } = judge(findings, accepted);
  const ofGood = judge(
    findings.filter(({ file }) => !file.startsWith(BROKEN)),
    accepted,
  );
  const failed = failures(files, objections);
  saveTrials('hl7', hl7Trials(files, objections));
  for (const [file, lines] of failed) print(`  ${file}\n${lines.join('\n')}`);
  const stale = await staleSnapshots();
  for (const id of stale) print(`  the snapshot of ${id} is not what HL7's generator makes`);
  for (const entry of ofGood.unused)
    print(`  accepted, but never seen: ${entry.messageId} at ${entry.pathPattern}`);
  print(`${ofGood.accepted.length} accepted warnings in ${files.length} files`);
  print(`${files.length - failed.size} passed, ${failed.size} failed`);
  // Other reports need not have each of the odd things that are explained.
  const inVain = isDeepStrictEqual(GENERATED, DEFAULT) ? ofGood.unused.length : 0;
  process.exitCode = failed.size === 0 && stale.length === 0 && inVain === 0 ? 0 : 1;
}

await main();
