import { withItems, withMember } from './copy-on-write.js';
import { currentBodySites, currentScoreCodes } from './current-codes.js';
import { isJsonObject, type JsonObject } from './json-value.js';
import type { Moves, Path } from './moves.js';
import { currentCode } from './older-code.js';
import { olderNames, renameKeys, type Renames } from './older-names.js';
import { currentScores } from './older-scores.js';

/**
 * A report in the current shape. Each difference of an older shape is looked for on its own, since reports that mix them
 * exist: the v2 report (`anamnesisQuestions`, `originalMedia`, findings named after suspicions), older v3 reports (codes
 * in capitals, flat scores) and `questionnaires` or scores keyed by code.
 *
 * @param content is not changed; what is of a wrong type stays as it is.
 * @param moves is told what came from where.
 * @returns the same object when it is current already.
 */
export function currentShape(content: JsonObject, moves: Moves): JsonObject {
  let current = renameKeys(content, olderNames.report, [], moves);
  const { bodySite, result } = current;
  if (isJsonObject(bodySite)) {
    const code = currentCode(bodySite['code'], currentBodySites);
    current = withMember(current, 'bodySite', withMember(bodySite, 'code', code));
  }
  if (isJsonObject(result)) current = withMember(current, 'result', currentResult(result, moves));
  return current;
}

function currentResult(result: JsonObject, moves: Moves): JsonObject {
  const path = ['result'];
  let current = renameKeys(withAllScores(result, moves), olderNames.result, path, moves);
  const { preliminaryFindings: findings, observations, scoringSystems } = current;
  current = withMember(
    current,
    'preliminaryFindings',
    renamed(findings, olderNames.preliminaryFindings, [...path, 'preliminaryFindings'], moves),
  );
  if (Array.isArray(observations)) {
    const media = withItems(observations, (observation, index) =>
      renamed(observation, olderNames.observation, [...path, 'observations', index], moves),
    );
    current = withMember(current, 'observations', media);
  }
  return withMember(
    current,
    'scoringSystems',
    currentScores(scoringSystems, [...path, 'scoringSystems'], moves),
  );
}

function renamed(value: unknown, renames: Renames, path: Path, moves: Moves): unknown {
  return isJsonObject(value) ? renameKeys(value, renames, path, moves) : value;
}

/**
 * The vendor documents both names of the list of scores. Where both hold scores, those that only the older one has are
 * added; what is left there has been said already.
 */
function withAllScores(result: JsonObject, moves: Moves): JsonObject {
  const { scoringSystems: scores, questionnaires } = result;
  if (!Array.isArray(scores) || !Array.isArray(questionnaires) || scores.length === 0) return result;
  const listed: readonly unknown[] = scores;
  const known = new Set(listed.map(scoreCode));
  const all = [...listed];
  const left = questionnaires.filter((score: unknown, index) => {
    const code = scoreCode(score);
    if (code !== undefined && known.has(code)) return true;
    moves.add(['result'], ['scoringSystems', all.length], ['questionnaires', index]);
    all.push(score);
    return false;
  });
  // An empty list under the older name is nothing to say anything about.
  return { ...result, scoringSystems: all, questionnaires: left.length === 0 ? undefined : left };
}

function scoreCode(score: unknown): unknown {
  const system = isJsonObject(score) ? score['scoringSystem'] : undefined;
  return isJsonObject(system) ? currentCode(system['code'], currentScoreCodes) : undefined;
}
