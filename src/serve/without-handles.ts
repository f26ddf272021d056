import { escaped, splitEscaped, unescaped } from '../search/escaped.js';
import type { NameAndValue } from '../search/read-search.js';
import { publishedReportId } from '../translate/published-report-id.js';

/**
 * Takes what looks like a vendor's handle out of a search by identifier, for the links of the answer repeat the search. The hash
 * that is published in a handle's place finds whatever the handle would.
 */
export function withoutHandles(parameters: readonly NameAndValue[]): readonly NameAndValue[] {
  return parameters.map(([name, value]) => {
    // With any modifier.
    if (!/^identifier(:|$)/.test(name)) return [name, value];
    return [name, splitEscaped(value, ',').map(withoutHandle).join(',')];
  });
}

function withoutHandle(token: string): string {
  const pieces = splitEscaped(token, '|');
  const value = publishedReportId(unescaped(pieces.at(-1) ?? ''), 'auto');
  return [...pieces.slice(0, -1), escaped(value)].join('|');
}
