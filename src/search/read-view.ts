import { badValue } from './bad-value.js';
import { summaries, type View } from './search-query.js';

/** Everything of a resource. */
export const WHOLE: View = { summary: 'false', elements: [] };

/**
 * Reads `_summary` and `_elements`, which reads take as well as searches (https://hl7.org/fhir/R4/search.html#summary).
 *
 * @param value gives the value of a parameter, undefined when it is missing or empty.
 * @throws OutcomeError 400.
 */
export function readView(value: (name: '_summary' | '_elements') => string | undefined): View {
  const text = value('_summary') ?? 'false';
  const summary = summaries.find((one) => one === text);
  if (summary === undefined) throw badValue('_summary', `must be one of ${summaries.join(', ')}`);
  const elements = (value('_elements') ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  if (!elements.every((name) => /^[a-z][A-Za-z]{0,63}(\[x\])?$/.test(name))) {
    throw badValue('_elements', 'must name elements such as status or code');
  }
  if (elements.length > 0 && summary !== 'false' && summary !== 'count') {
    throw badValue('_elements', 'may not be combined with _summary');
  }
  return { summary, elements };
}
