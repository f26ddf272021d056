import { CommanderError } from 'commander';
import { describeError } from '../observe/describe-error.js';
import { CommandFailed, exitCodes, type ExitCode } from './exit-code.js';
import { printJson, printLines, type Io } from './io.js';
import { createProgram } from './program.js';

/**
 * Runs the command line.
 *
 * @param argv what the user typed after the program's name.
 * @returns the exit code; it never throws.
 */
export async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  try {
    await createProgram(io).parseAsync(argv, { from: 'user' });
    return exitCodes.fine;
  } catch (error) {
    // Commander has printed its own words already: help that was asked for, or what is wrong with the command line.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.fine : exitCodes.usage;
    if (error instanceof CommandFailed) {
      if (error.message !== '') printLines(io.stderr, [`derm-fhir: ${error.message}`]);
      return error.exitCode;
    }
    // The message of an unknown error may quote the report.
    printLines(io.stderr, ['derm-fhir: a defect of this program; please report it with the next line.']);
    printJson(io.stderr, describeError(error));
    return exitCodes.defect;
  }
}
