import type { Command } from 'commander';
import { bundleTypes } from '../fhir/bundle.js';
import { printJson, type Io } from './io.js';
import { readInput } from './read-input.js';
import { addTranslationOptions, type TranslationFlags } from './translation-options.js';

interface Flags extends TranslationFlags {
  readonly pretty?: true;
}

/** `translate`: raw report → Bundle. */
export function addTranslate(program: Command, io: Io): void {
  const command = program
    .command('translate')
    .summary('translate a raw report')
    .description(
      'Translates a raw report into a FHIR R4 Bundle. The Bundle goes to stdout, issues go to stderr, one JSON object a line.',
    )
    .argument('<file>', 'raw report as the vendor sends it; - for standard input');
  addTranslationOptions(command, bundleTypes)
    .option('-p, --pretty', 'indent the Bundle')
    .action((file: string, flags: Flags) => translateAndPrint(file, flags, io));
}

async function translateAndPrint(file: string, flags: Flags, io: Io): Promise<void> {
  const bytes = await readInput(file, io);
  const { parseReport } = await import('../raw/read-report.js');
  const { readGiven } = await import('./read-document.js');
  const { openTranslation } = await import('./translation.js');
  const { translate } = openTranslation(flags, io);
  const read = readGiven(() => parseReport(bytes), 'a raw report', io);
  printJson(io.stdout, translate(read).bundle, flags.pretty);
}
