import type { IdentifiedResource } from '../../src/fhir/bundle.js';
import { parseReport } from '../../src/raw/read-report.js';
import type { HistoryPart, ReportToStore } from '../../src/store/store.js';
import type { ContextOptions } from '../../src/translate/context.js';
import { translate } from '../../src/translate/translate.js';
import { testContext } from '../helpers/context.js';
import { rawText } from '../helpers/fixture.js';

/**
 * A translated report as it is stored.
 *
 * @param change edits the raw text.
 */
export function reportToStore(
  name: string,
  language = 'en',
  change: (raw: string) => string = (raw) => raw,
  context: Partial<ContextOptions> = {},
): ReportToStore {
  const raw = change(rawText(name));
  const { resources, binaries } = translate(parseReport(raw), testContext({ locale: language, ...context }));
  const report = resources.find(({ resourceType }) => resourceType === 'DiagnosticReport');
  if (report === undefined) throw new Error('no DiagnosticReport');
  return {
    id: report.id,
    handle: `handle-of-${name}`,
    publishedId: `published-id-of-${name}`,
    language,
    raw,
    resources,
    binaries,
  };
}

/** A report of a few resources, made by hand: each is a name and a content. */
export function smallReport(
  name: string,
  observations: Readonly<Record<string, string>>,
  given: { readonly language?: string; readonly raw?: string } = {},
): ReportToStore {
  const language = given.language ?? 'en';
  const resources: IdentifiedResource[] = [
    { resourceType: 'Device', id: 'device', language: 'en' },
    ...Object.entries(observations).map(([id, content]) => observation(`${name}-${id}`, language, content)),
    { resourceType: 'DiagnosticReport', id: name, language, status: 'preliminary', code: { text: 'report' } },
  ];
  return {
    id: name,
    handle: `handle-of-${name}`,
    publishedId: `published-id-of-${name}`,
    language,
    raw: given.raw ?? JSON.stringify({ language, observations }),
    resources,
    binaries: [{ id: name, url: `https://vendor.test/${name}.pdf?key=secret-of-${name}` }],
  };
}

function observation(id: string, language: string, text: string): IdentifiedResource {
  return { resourceType: 'Observation', id, language, status: 'preliminary', code: { text } };
}

/** A history from its newest to its first version. */
export const WHOLE_HISTORY: HistoryPart = { count: 1000, sinceMs: null, after: null };
