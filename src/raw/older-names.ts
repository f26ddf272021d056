import type { JsonObject } from './json-value.js';
import type { Moves, Path } from './moves.js';

/** Older name → current name. */
export type Renames = Readonly<Record<string, string>>;

/** Names in the v2 report, by the object they are in; `questionnaires` is in later reports as well. */
export const olderNames = {
  report: { anamnesisQuestions: 'anamnesisGeneral' },
  result: { questionnaires: 'scoringSystems' },
  preliminaryFindings: { hasConditionSuspicion: 'hasCondition', isMalignantSuspicion: 'malignancy' },
  observation: { originalMedia: 'media' },
} as const satisfies Record<string, Renames>;

/**
 * An object with its older names replaced. When it has something under the current name as well, that wins, and the
 * older name stays and is an unknown key.
 *
 * @param path of the object, in the current shape.
 * @returns the same object when it has none of them.
 */
export function renameKeys(object: JsonObject, renames: Renames, path: Path, moves: Moves): JsonObject {
  let renamed = object;
  for (const older of Object.keys(renames)) {
    const current = renames[older];
    if (current === undefined || object[older] === undefined || !isEmpty(object[current])) continue;
    const { [older]: value, ...others } = renamed;
    renamed = { ...others, [current]: value };
    moves.add(path, [current], [older]);
  }
  return renamed;
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0);
}
