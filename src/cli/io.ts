/** Where a command writes to. */
export interface Output {
  write(text: string): unknown;
  /** Whether people are looking. */
  readonly isTTY?: boolean;
}

/** Everything outside of a command, passed in so that tests can stand in for it. */
export interface Io {
  readonly stdin: AsyncIterable<Uint8Array>;
  /** What was asked for: FHIR, the summary of a push, a key. */
  readonly stdout: Output;
  /** What there is to say about it. */
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Resolves when the user or the system asks a running service to stop. */
  untilStopped(): Promise<void>;
}

/** Prints lines for people. */
export function printLines(output: Output, lines: readonly string[]): void {
  for (const line of lines) output.write(`${line}\n`);
}

/** Prints a JSON document, ending in a line break. */
export function printJson(output: Output, value: unknown, isPretty = false): void {
  output.write(`${JSON.stringify(value, null, isPretty ? 2 : undefined)}\n`);
}
