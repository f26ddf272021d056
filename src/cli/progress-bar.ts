import type { Io } from './io.js';

/**
 * Shows people how far it is; scripts see nothing.
 *
 * @param total at least 1.
 * @param more what else is under way; it does not get shorter.
 */
export function showProgress(done: number, total: number, { stderr }: Pick<Io, 'stderr'>, more = ''): void {
  if (stderr.isTTY !== true) return;
  stderr.write(`\r${progressBar(done, total)}${more}${done === total ? '\n' : ''}`);
}

/** Makes room for a line in the place of what `showProgress` showed last. */
export function clearProgress({ stderr }: Pick<Io, 'stderr'>): void {
  if (stderr.isTTY === true) stderr.write('\r\x1b[K');
}

/** @returns e.g. `[=====     ] 50 of 100`. */
export function progressBar(done: number, total: number): string {
  const width = 40;
  const full = Math.floor((done / total) * width);
  return `[${'='.repeat(full)}${' '.repeat(width - full)}] ${done} of ${total}`;
}
