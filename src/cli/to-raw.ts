import type { Command } from 'commander';
import { printJson, type Io } from './io.js';
import { readInput } from './read-input.js';

interface Flags {
  readonly pretty?: true;
}

/** `to-raw`: Bundle → raw report. */
export function addToRaw(program: Command, io: Io): void {
  program
    .command('to-raw')
    .summary('rebuild the raw report from a Bundle')
    .description(
      "Rebuilds the vendor's raw report from the FHIR resources of a Bundle that this program made. The vendor's links are in no Bundle: links of the gateway stand in their place.",
    )
    .argument('<file>', 'Bundle as JSON; - for standard input')
    .option('-p, --pretty', 'indent the report')
    .action(async (file: string, flags: Flags) => {
      const bytes = await readInput(file, io);
      const { restoreDocument } = await import('./restore-document.js');
      printJson(io.stdout, restoreDocument(bytes, io), flags.pretty);
    });
}
