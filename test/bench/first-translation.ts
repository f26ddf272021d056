import { execFileSync } from 'node:child_process';
import { LIBRARY } from './compiled.js';

/**
 * Milliseconds from the start of a new process to the end of its first translation, self-check included.
 *
 * @param report path of a raw report.
 */
export function firstTranslation(report: string): number {
  const script = `
    import { readFileSync } from 'node:fs';
    import { createContext, createTerminology, createTranslator, parseReport } from '${LIBRARY}';
    const translate = createTranslator({ context: createContext({ terminology: createTerminology({}) }) });
    JSON.stringify(translate(parseReport(readFileSync(${JSON.stringify(report)}))));
    process.stdout.write(String(performance.now()));`;
  return Number(execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' }));
}
