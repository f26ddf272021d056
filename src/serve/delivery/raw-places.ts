import type { Explainer } from '../../explain/explain.js';
import type { ElementOrigin } from '../../explain/explanation.js';
import { TooMuchToExplain } from '../../explain/too-much-to-explain.js';
import { parseJson } from '../../raw/parse-json.js';
import { defaultRawLimits } from '../../raw/raw-limits.js';
import type { Attempt, AttemptIssue, Delivery } from '../../store/outbox/delivery.js';
import type { ReportSource } from '../interaction/resource-source.js';
import type { ExplainInTurns, Wanting } from '../report/explain-in-turns.js';
import { ownIds } from '../report/own-ids.js';

/** What finding places takes. */
export interface RawPlacesDependencies {
  readonly reports: Pick<ReportSource, 'store'>;
  readonly explain: Explainer;
  readonly explainInTurns: ExplainInTurns;
}

/** Where in the raw report the element came from that an issue is about; RFC 6901 pointers. */
export type RawPlaces = (issue: AttemptIssue) => readonly string[];

const NOWHERE: RawPlaces = () => [];

/**
 * Finds the places in the stored raw report that receivers object to. A report that changed since is looked at as it is now.
 *
 * @param who looks at the delivery.
 * @returns nothing for what no element is named of, and for reports that are gone or too long to be explained.
 * @throws OutcomeError 503 when too many explanations of the client wait.
 */
export async function rawPlaces(
  { tenant, reportId, language }: Delivery,
  attempts: readonly Attempt[],
  { reports, explain, explainInTurns }: RawPlacesDependencies,
  who: Wanting,
): Promise<RawPlaces> {
  if (!attempts.some(({ issues }) => issues.some(namesElement))) return NOWHERE;
  const raw = await reports.store.readRaw(tenant, reportId, [language]);
  if (raw === null || typeof raw !== 'string') return NOWHERE;
  try {
    const request = { locale: language, ...ownIds(tenant) };
    const { elements } = await explainInTurns(who, () => explain(parseJson(raw, defaultRawLimits), request));
    return (issue) => sourcesOf(issue, elements);
  } catch (error) {
    if (error instanceof TooMuchToExplain) return NOWHERE;
    throw error;
  }
}

function namesElement({ resource, expression }: AttemptIssue): boolean {
  return resource !== undefined && expression !== undefined;
}

/** Of the element itself, else of its parts, else of the nearest one that it is a part of. */
function sourcesOf(
  { resource, expression = '' }: AttemptIssue,
  elements: readonly ElementOrigin[],
): readonly string[] {
  const own = elements.filter((element) => element.resource === resource);
  for (let path = pathOf(expression); path.includes('.'); path = path.slice(0, path.lastIndexOf('.'))) {
    const wanted = withoutFirst(path);
    const same = own.filter((element) => withoutFirst(element.path) === wanted);
    const found =
      same.length > 0 ? same : own.filter((element) => /^[.[]/.test(restOf(element.path, wanted)));
    if (found.length > 0) return [...new Set(found.flatMap(({ sources }) => sources))];
  }
  return [];
}

/** Receivers leave out the index of a list's only item. */
function withoutFirst(path: string): string {
  return path.replaceAll('[0]', '');
}

/** What follows a path in a longer one; empty when it is another one. */
function restOf(path: string, beginning: string): string {
  const whole = withoutFirst(path);
  return whole.startsWith(beginning) ? whole.slice(beginning.length) : '';
}

/**
 * `Type.element`, of the forms in which servers write where something is: from the Bundle on, with the resource's id as a comment,
 * with the choice of a type as a function (https://hl7.org/fhir/R4/fhirpath.html).
 */
function pathOf(expression: string): string {
  return expression
    .replace(/^Bundle\.entry\[\d+\]\.resource(?:\.ofType\((\w+)\)|\/\*(\w+)\/[^*]*\*\/)/, '$1$2')
    .replaceAll(/\.ofType\((\w)(\w*)\)/g, (_all, first: string, rest: string) => first.toUpperCase() + rest);
}
