import { withItems, withMember } from './copy-on-write.js';
import { currentScoreCodes } from './current-codes.js';
import { isJsonObject, type JsonObject } from './json-value.js';
import type { Moves, Path } from './moves.js';
import { currentCode } from './older-code.js';

/**
 * The scores of a report in the current shape. Older reports key them by their code, and have value and severity flat:
 * `"score": 8, "scoreCategorySeverity": 1`.
 *
 * @param scores list, or object keyed by code.
 * @param path of the scores, in the current shape.
 * @returns the same value when nothing about it is older, or when it is neither.
 */
export function currentScores(scores: unknown, path: Path, moves: Moves): unknown {
  if (Array.isArray(scores)) {
    return withItems(scores, (score, index) => currentScore(score, [...path, index], moves));
  }
  if (!isJsonObject(scores)) return scores;
  return Object.entries(scores).map(([code, score], index) => {
    const place = [...path, index];
    moves.add(path, [index], [code]);
    return currentScore(isJsonObject(score) ? keyedScore(score, code, place, moves) : score, place, moves);
  });
}

/** The key is the code where the score itself tells none. */
function keyedScore(score: JsonObject, code: string, place: Path, moves: Moves): JsonObject {
  const system = score['scoringSystem'] ?? {};
  if (!isJsonObject(system) || (system['code'] ?? null) !== null) return score;
  moves.add(place, ['scoringSystem', 'code'], []);
  return withMember(score, 'scoringSystem', { ...system, code });
}

function currentScore(score: unknown, place: Path, moves: Moves): unknown {
  if (!isJsonObject(score)) return score;
  const system = score['scoringSystem'];
  const coded = isJsonObject(system)
    ? withMember(
        score,
        'scoringSystem',
        withMember(system, 'code', currentCode(system['code'], currentScoreCodes)),
      )
    : score;
  return withInnerSeverity(withInnerValue(coded, place, moves), place, moves);
}

/** `score: 8` → `score: {value: 8}` */
function withInnerValue(score: JsonObject, place: Path, moves: Moves): JsonObject {
  const value = score['score'] ?? null;
  if (value === null || isJsonObject(value)) return score;
  moves.add(place, ['score', 'value'], ['score']);
  return withMember(score, 'score', { value });
}

/** `scoreCategorySeverity: 1` → `score: {…, severity: {value: 1}}`, unless the score has a severity. */
function withInnerSeverity(score: JsonObject, place: Path, moves: Moves): JsonObject {
  const inner = score['score'] ?? {};
  if (
    score['scoreCategorySeverity'] === undefined ||
    !isJsonObject(inner) ||
    (inner['severity'] ?? null) !== null
  )
    return score;
  const { scoreCategorySeverity: value, ...others } = score;
  moves.add(place, ['score', 'severity', 'value'], ['scoreCategorySeverity']);
  return { ...others, score: { ...inner, severity: { value } } };
}
