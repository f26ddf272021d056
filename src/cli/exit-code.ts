/** How a command ends. Scripts rely on these. */
export const exitCodes = {
  fine: 0,
  /** The document that was given is not what it should be. */
  badInput: 1,
  /** The command line, the environment or a file name is wrong. */
  usage: 2,
  /** The vendor, the receiving server or the database failed, refused or cannot be reached. */
  otherSide: 3,
  /** A defect of this program; the number is EX_SOFTWARE of sysexits.h. */
  defect: 70,
  /** The output cannot be written; the number is EX_IOERR of sysexits.h. */
  output: 74,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Ends a command with a code; the message, unless it is empty, is for people and goes to stderr. */
export class CommandFailed extends Error {
  override readonly name = 'CommandFailed';
  readonly exitCode: ExitCode;

  constructor(exitCode: ExitCode, message = '') {
    super(message);
    this.exitCode = exitCode;
  }
}

/** The command line is wrong. */
export function usageError(message: string): CommandFailed {
  return new CommandFailed(exitCodes.usage, message);
}
