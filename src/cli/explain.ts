import { Option, type Command } from 'commander';
import { bundleTypes } from '../fhir/bundle.js';
import { CommandFailed, exitCodes } from './exit-code.js';
import { printJson, printLines, type Io } from './io.js';
import { readInput } from './read-input.js';
import { addTranslationOptions, type TranslationFlags } from './translation-options.js';

interface Flags extends TranslationFlags {
  readonly format: 'table' | 'json';
  readonly pretty?: true;
}

/** `explain`: raw report → where each of its values goes, and what each element comes from. */
export function addExplain(program: Command, io: Io): void {
  const command = program
    .command('explain')
    .summary('say where each value of a raw report goes in FHIR')
    .description(
      'Says of each value of a raw report to which elements it goes, or why to none; as JSON also of each element which values it comes from. Prints no values.',
    )
    .argument('<file>', 'raw report as the vendor sends it; - for standard input');
  addTranslationOptions(command, bundleTypes)
    .addOption(
      new Option('--format <format>', 'for people or for programs')
        .choices(['table', 'json'])
        .default('table'),
    )
    .option('-p, --pretty', 'indent the JSON')
    .action((file: string, flags: Flags) => explainAndPrint(file, flags, io));
}

async function explainAndPrint(file: string, flags: Flags, io: Io): Promise<void> {
  const bytes = await readInput(file, io);
  const { parseDocument, readGiven } = await import('./read-document.js');
  const { openTranslation } = await import('./translation.js');
  const { lastOf } = await import('../explain/explain.js');
  const { TooMuchToExplain } = await import('../explain/too-much-to-explain.js');
  const { describeExplanation } = await import('./describe-explanation.js');
  const { explain } = openTranslation(flags, io);
  try {
    const explanation = lastOf(readGiven(() => explain(parseDocument(bytes)), 'a raw report', io));
    if (flags.format === 'json') printJson(io.stdout, explanation, flags.pretty);
    else printLines(io.stdout, describeExplanation(explanation));
  } catch (error) {
    if (error instanceof TooMuchToExplain) throw new CommandFailed(exitCodes.badInput, error.message);
    throw error;
  }
}
