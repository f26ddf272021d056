import type { Command } from 'commander';
import { CommandFailed, exitCodes } from './exit-code.js';
import { printJson, type Io } from './io.js';
import { readInput } from './read-input.js';

interface Flags {
  readonly pretty?: true;
}

/** `check`: any FHIR R4 resource → OperationOutcome. */
export function addCheck(program: Command, io: Io): void {
  program
    .command('check')
    .summary('check a FHIR resource or Bundle')
    .description(
      'Checks a FHIR R4 resource or Bundle and prints an OperationOutcome. Ends with 1 when there are errors.',
    )
    .argument('<file>', 'FHIR JSON; - for standard input')
    .option('-p, --pretty', 'indent the OperationOutcome')
    .action(async (file: string, flags: Flags) => {
      const bytes = await readInput(file, io);
      const { checkDocument } = await import('./check-document.js');
      const outcome = checkDocument(bytes);
      printJson(io.stdout, outcome, flags.pretty);
      if (outcome.issue.some(({ severity }) => severity === 'error'))
        throw new CommandFailed(exitCodes.badInput);
    });
}
