import { readReport, ReportRejected, type ReadReport, type Violation } from '../../../src/raw/read-report.js';
import { rawJson } from '../../helpers/fixture.js';
import { patched, type Patch } from '../../helpers/patch.js';

const acne = rawJson('acne-full');

/** The vendor's example with some places changed, read. */
export function readAcne(patch: Patch): ReadReport {
  return readReport(patched(acne, patch));
}

/** What was odd, each as `kind pointer`. */
export function oddities({ issues }: ReadReport): string[] {
  return issues.map(({ kind, rawPointer }) => `${kind} ${rawPointer}`);
}

/** Why reading was refused, each as the violation says it. */
export function refusal(read: () => unknown): readonly Violation[] {
  try {
    read();
  } catch (error) {
    if (error instanceof ReportRejected) return error.violations;
    throw error;
  }
  throw new Error('was read');
}

/** Why reading was refused, each as `rule pointer`. */
export function refusals(read: () => unknown): string[] {
  return refusal(read).map(({ rule, pointer }) => `${rule} ${pointer}`);
}
