/** What a log line says about an error. */
export interface ErrorDescription {
  /** Class name. */
  readonly class: string;
  /** Code of Node or of a library, e.g. `ECONNRESET`. */
  readonly code?: string;
  /** Stack frames without the message. */
  readonly frames?: readonly string[];
  readonly cause?: ErrorDescription;
}

/** Deep enough to find the place, short enough for a log line. */
const MAX_FRAMES = 12;

/** An error that is its own cause must not hang the log. */
const MAX_CAUSES = 3;

/**
 * Describes an error without its message: messages quote input (a JSON parser quotes the body it failed on).
 *
 * @param error whatever was thrown.
 */
export function describeError(error: unknown, depth = 0): ErrorDescription {
  if (!(error instanceof Error)) return { class: typeof error };
  const code = 'code' in error && typeof error.code === 'string' && /^\w{1,64}$/.test(error.code);
  return {
    class: /^\w{1,64}$/.test(error.name) ? error.name : 'Error',
    ...(code ? { code: String(error.code) } : {}),
    frames: framesOf(error),
    ...(error.cause === undefined || depth >= MAX_CAUSES
      ? {}
      : { cause: describeError(error.cause, depth + 1) }),
  };
}

function framesOf({ stack = '', message }: Error): string[] {
  // The message stands before the frames and may itself hold lines that look like frames.
  const at = stack.indexOf(message);
  const start = at === -1 ? 0 : at + message.length;
  return stack
    .slice(start)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith('at '))
    .slice(0, MAX_FRAMES);
}
