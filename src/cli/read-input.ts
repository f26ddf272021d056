import { createReadStream } from 'node:fs';
import { systemCode } from '../net/system-code.js';
import { CommandFailed, exitCodes, usageError } from './exit-code.js';
import type { Io } from './io.js';

/** Far above any report or Bundle, far below what would hurt the machine. */
export const MAX_INPUT_BYTES = 64 * 1024 * 1024;

/**
 * Reads a whole document.
 *
 * @param name of a file, or `-` for standard input.
 * @returns its bytes, at least one.
 * @throws CommandFailed `usage` when the file cannot be read, `badInput` when there is nothing in it or too much.
 */
export async function readInput(name: string, { stdin }: Pick<Io, 'stdin'>): Promise<Uint8Array> {
  const source: AsyncIterable<Uint8Array> = name === '-' ? stdin : createReadStream(name);
  const bytes = await collect(source).catch((error: unknown) => {
    throw error instanceof CommandFailed ? error : usageError(reasonOf(error, name));
  });
  if (bytes.length === 0) throw new CommandFailed(exitCodes.badInput, 'the input is empty.');
  return bytes;
}

async function collect(source: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of source) {
    size += chunk.length;
    if (size > MAX_INPUT_BYTES) {
      throw new CommandFailed(exitCodes.badInput, `the input is larger than ${MAX_INPUT_BYTES} bytes.`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EISDIR: 'this is a directory',
  EACCES: 'permission is denied',
  EPERM: 'permission is denied',
};

function reasonOf(error: unknown, name: string): string {
  const code = systemCode(error) ?? 'UNKNOWN';
  const source = name === '-' ? 'standard input' : JSON.stringify(name);
  return `cannot read ${source}: ${REASONS[code] ?? code}.`;
}
