import { differencesOf } from '../../src/explain/differences.js';
import { pairs } from '../../src/explain/pairs.js';
import { readReport, ReportRejected, type ReadReport } from '../../src/raw/read-report.js';
import { translate, type TranslatedResource } from '../../src/translate/translate.js';
import { patched } from '../../test/helpers/patch.js';
import type { TranslationIssue } from '../../src/translate/issue.js';
import { absentUnknown } from '../../src/translate/codings.js';
import { elementAt, elementsAt, includes, valueOf } from './element.js';
import { isPrincipal } from './principal.js';
import { context, type Sample } from './samples.js';

/** What another value in a place of the raw report does to the translation. */
export interface Outcome {
  /** Profiles of resources that are not made. */
  readonly unmade: readonly string[];
  /** Elements that are not there. */
  readonly gone: readonly string[];
  /** Elements that are there instead. */
  readonly added: readonly string[];
  /** Elements that are other ones. */
  readonly changed: readonly string[];
  /** Kinds of issues that are raised. */
  readonly issues: readonly string[];
}

/**
 * Puts another value into a place of a sample and translates it again.
 *
 * @param value undefined: the member is left out.
 * @returns null: such a report is refused.
 */
export function tryValue(sample: Sample, pointer: string, value: unknown): Outcome | null {
  const read = readOrNull(patched(sample.json, { [pointer]: value }));
  if (read === null) return null;
  const { resources, issues } = translate(read, context);
  const known = new Set(sample.translation.issues.map(keyOf));
  const outcomes = pairs(sample.translation.resources, resources).map(({ one, other }) =>
    outcomeOf(one, other),
  );
  const raised = issues.filter((issue) => !known.has(keyOf(issue))).map(({ kind }) => kind);
  return { ...union(outcomes), issues: unique(raised) };
}

function readOrNull(json: unknown): ReadReport | null {
  try {
    return readReport(json);
  } catch (error) {
    if (error instanceof ReportRejected) return null;
    throw error;
  }
}

function keyOf({ kind, rawPointer }: TranslationIssue): string {
  return `${kind} ${rawPointer}`;
}

/** Makes an outcome, part by part. */
function each(make: (part: keyof Outcome) => readonly string[]): Outcome {
  return {
    unmade: make('unmade'),
    gone: make('gone'),
    added: make('added'),
    changed: make('changed'),
    issues: make('issues'),
  };
}

const nothing = each(() => []);

function outcomeOf(one: TranslatedResource | null, other: TranslatedResource | null): Outcome {
  if (one === null) return nothing;
  if (other === null) return { ...nothing, unmade: [elementAt(one, one.resourceType).profile] };
  const differences = differencesOf(one, other, one.resourceType, (link) => link);
  const isGone = (path: string): boolean =>
    path.endsWith(']') || valueOf(elementAt(other, path)) === undefined;
  return {
    ...nothing,
    gone: namesOf(one, differences.changed.filter(isGone)),
    added: namesOf(other, differences.added),
    changed: namesOf(
      one,
      differences.changed.filter((path) => !isGone(path)),
    ),
  };
}

/** Names of the elements that say something; of a reason why there is no value, which. */
function namesOf(resource: TranslatedResource, paths: readonly string[]): string[] {
  const elements = paths.flatMap((path) => elementsAt(resource, path));
  return unique(
    elements
      .filter(({ name }) => isPrincipal(name))
      .map((element) =>
        includes(valueOf(element), absentUnknown) ? `${element.name} = unknown` : element.name,
      ),
  );
}

/** What several outcomes have in common. */
export function common([first = nothing, ...others]: readonly Outcome[]): Outcome {
  return each((part) => first[part].filter((one) => others.every((other) => other[part].includes(one))));
}

/** All that several outcomes have between them. */
export function union(outcomes: readonly Outcome[]): Outcome {
  return each((part) => unique(outcomes.flatMap((one) => one[part])));
}

export function unique<T>(items: readonly T[]): T[] {
  return [...new Set(items)];
}
