import type { ReportToStore } from '../../src/store/store.js';
import { parseReport } from '../../src/raw/read-report.js';
import { translate } from '../../src/translate/translate.js';
import { testContext } from '../helpers/context.js';
import { endlessReport } from '../helpers/endless-vendor.js';

/** Which report, and which of its versions. */
export interface Numbered {
  readonly number: number;
  readonly revision: number;
}

const context = testContext({ locale: 'en' });

/** What the vendor is asked with for a version of a report. */
export function handleOf({ number, revision }: Numbered): string {
  return `report-${number}.${revision}`;
}

/** @throws TypeError for what `handleOf` does not give. */
export function numberedIn(handle: string): Numbered {
  const [, number, revision] = /^report-(\d+)\.(\d+)$/.exec(handle) ?? [];
  if (number === undefined || revision === undefined) throw new TypeError('not a handle of this vendor');
  return { number: Number(number), revision: Number(revision) };
}

/** A translated report, the same whoever makes it. */
export function numberedReport(numbered: Numbered): ReportToStore {
  const name = `report-${numbered.number}`;
  const raw = endlessReport(name, numbered.revision);
  const { resources, binaries } = translate(parseReport(raw), context);
  const report = resources.find(({ resourceType }) => resourceType === 'DiagnosticReport');
  if (report === undefined) throw new Error('no DiagnosticReport');
  const identity = { id: report.id, handle: handleOf(numbered), publishedId: name };
  return { ...identity, language: 'en', raw, resources, binaries };
}
