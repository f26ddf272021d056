import type { IdSource } from '../fhir/id-source.js';
import type { Path } from '../raw/moves.js';
import type { ReadReport } from '../raw/read-report.js';
import type { Report } from '../raw/report.js';
import type { TranslateContext } from '../translate/context.js';
import { translate, type TranslatedResource } from '../translate/translate.js';
import { changed } from './changed.js';
import { differencesOf, type FirstName } from './differences.js';
import type { Target } from './explanation.js';
import { pairs, type Pair } from './pairs.js';

/** What becomes of a report's translation when the report is another one. */
export interface Effects {
  /** Elements that are other than they were, or gone. */
  readonly targets: readonly Target[];
  /** Elements that come into being. */
  readonly potential: readonly Target[];
}

/** Changes the report at some places and tells what that changes. */
export type EffectsOf = (paths: readonly Path[], value: unknown) => Effects;

/** @param base what the unchanged report becomes. */
export function createEffects(
  report: Report,
  base: readonly TranslatedResource[],
  context: TranslateContext,
): EffectsOf {
  const quick = { ...context, idOf: remembering(context.idOf) };
  return (paths, value) => {
    const other = paths.reduce((document, path) => changed(document, path, value), report);
    const found = pairs(base, translate({ ...asRead, report: other }, quick).resources);
    const isReportId = paths.some((path) => path.length === 1 && path[0] === 'id');
    return effectsOf(found, isReportId ? firstNames(found) : same);
  };
}

/** The changed report is nowhere else, and what is odd about it is not asked. */
const asRead: Omit<ReadReport, 'report'> = {
  issues: [],
  pointerOf: (normalised) => normalised,
  sourceOf: (normalised) => normalised,
};

/** Most ids are the same in every translation, and each is a hash. */
function remembering(idOf: IdSource): IdSource {
  const known = new Map<string, string>();
  return (name) => {
    const id = known.get(name) ?? idOf(name);
    known.set(name, id);
    return id;
  };
}

const same: FirstName = (link) => link;

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** The report's id is in all ids: what refers to the same resource under its other id is the same reference. */
function firstNames(found: readonly Pair[]): FirstName {
  const before = new Map(found.map(({ one, other }) => [other?.id, one?.id]));
  return (link) => link.replace(UUID, (id) => before.get(id) ?? id);
}

function effectsOf(found: readonly Pair[], firstName: FirstName): Effects {
  const targets: Target[] = [];
  const potential: Target[] = [];
  for (const { one, other } of found) {
    if (one === null) {
      // It has no id yet.
      if (other !== null) potential.push({ resource: other.resourceType, path: other.resourceType });
      continue;
    }
    const resource = `${one.resourceType}/${one.id}`;
    const { changed: gone, added } = differencesOf(one, other, one.resourceType, firstName);
    for (const path of gone) targets.push({ resource, path });
    for (const path of added) potential.push({ resource, path });
  }
  return { targets, potential };
}
