import type { CodeableConcept, Coding, Observation, ObservationComponent } from 'fhir/r4.js';
import { codeableConcept } from '../fhir/codeable-concept.js';
import { plainAsMarkdown } from '../fhir/markdown.js';
import type { Band, Score } from '../raw/report.js';
import { bandOf, referenceRanges } from './bands.js';
import { ownWords } from './as-received.js';
import { absentUnknown, extensions } from './codings.js';
import type { Draft } from './draft.js';
import { facetComponents, facetNotes } from './facets.js';
import { aiObservation } from './observation.js';
import type { Overlays } from './overlays.js';
import { setQuantity } from './quantity-or-absent.js';
import type { Scene } from './scene.js';
import { inSentence } from './shortened.js';
import { severityConcept } from './severity.js';

/**
 * The severity scores, one Observation each: items as components, the band table as reference ranges, the vendor's own
 * grade as interpretation. Value and grade are passed on unchanged even where they contradict each other; only the
 * vendor knows which is right.
 */
export function readScores(draft: Draft, scene: Scene, overlays: Overlays): (Observation & { id: string })[] {
  return draft.report.result.scoringSystems.map((score, index) =>
    readScore(draft, scene, overlays, score, index),
  );
}

function readScore(
  draft: Draft,
  scene: Scene,
  overlays: Overlays,
  score: Score,
  index: number,
): Observation & { id: string } {
  const at = `/result/scoringSystems/${index}`;
  const { value, severity } = score.score;
  const code = draft.code(score.scoringSystem.code, `${at}/scoringSystem/code`);
  const given = draft.text(score.scoringSystem.name, `${at}/scoringSystem/name`);
  const name = given ?? code ?? 'Severity score';
  const coding = code === null ? [] : [scoreCoding(draft, code, `${at}/scoringSystem/code`)];
  const band = value === null ? null : bandOf(value, severity.interpretations);
  const label = draft.again(band?.text ?? null);
  const observation = aiObservation(draft, scene.frames.body, {
    kind: 'score',
    key: `score|${code ?? `#${index}`}`,
    code: { ...codeableConcept(coding, name), ...(given === null ? ownWords(name) : {}) },
    summary: [`${name}: ${value ?? 'unknown'}${label === null ? '' : ` (band: ${label})`}`],
  });
  setQuantity(observation, value, '{score}');
  const interpretation = grades(draft, score, at);
  if (interpretation.length > 0) observation.interpretation = interpretation;
  const ranges = referenceRanges(draft, severity.interpretations, `${at}/score/severity/interpretations`);
  if (ranges.length > 0) observation.referenceRange = ranges;
  const notes = [...contradiction(draft, score, at), ...facetNotes(draft, score.facets, `${at}/facets`)];
  if (notes.length > 0) observation.note = notes.map((text) => ({ text: plainAsMarkdown(text) }));
  const component = [...facetComponents(draft, score.facets, `${at}/facets`), ...reduction(draft, score)];
  if (component.length > 0) observation.component = component;
  const overlay = overlays.ofScore[index];
  if (overlay != null) observation.extension = [{ url: extensions.supportingInfo, valueReference: overlay }];
  return observation;
}

/** The vendor's set of scores is open: one that is not listed is carried under its code all the same, without a display. */
function scoreCoding(draft: Draft, code: string, at: string): Coding {
  const coding = draft.context.terminology.scoringSystem(code);
  if (coding.display === undefined) {
    draft.doubt({
      severity: 'information',
      kind: 'score-code-unknown',
      at,
      fhirPath: 'Observation.code',
      text: 'The score is not on the list of known ones: it is carried under its code as it came.',
    });
  }
  return coding;
}

/** The vendor's own grade, under the name that its band table gives to it. */
function grades(draft: Draft, { score }: Score, at: string): CodeableConcept[] {
  const { value, interpretations } = score.severity;
  if (value === null) return [];
  const grade = named(String(value), interpretations);
  const concept = severityConcept(draft, [grade], `${at}/score/severity/value`);
  return concept === null ? [] : [concept];
}

function named(code: string, bands: readonly Band[]): Band['coding'][number] {
  for (const { coding } of bands) {
    for (const grade of coding) if (grade.code === code && grade.display !== null) return grade;
  }
  return { code, display: null };
}

/** A value outside the band that its grade claims: both stay, said aloud. */
function contradiction(draft: Draft, score: Score, at: string): string[] {
  const { value, severity } = score.score;
  const bands = severity.interpretations;
  if (value === null || bands.length === 0) return [];
  const band = bandOf(value, bands);
  const fhirPath = 'Observation.interpretation';
  if (band === null) {
    const text = 'The value lies in none of the bands that the vendor gives for this score.';
    draft.doubt({
      kind: 'score-outside-bands',
      at: `${at}/score/value`,
      fhirPath: 'Observation.value',
      text,
    });
    return [text];
  }
  const codes = band.coding.flatMap(({ code }) => (code === null ? [] : [code]));
  if (severity.value === null || codes.length === 0 || codes.includes(String(severity.value))) return [];
  draft.doubt({
    kind: 'score-contradicts-severity',
    at: `${at}/score/severity/value`,
    fhirPath,
    text: 'The grade is not the one of the band that the value lies in. Both are passed on unchanged.',
  });
  const label = draft.again(band.text);
  const graded = draft.again(codes.join(', '));
  return [
    `The vendor grades this score ${severity.value}, but its value ${value} lies in the band` +
      `${label === null ? '' : ` "${inSentence(label)}"`} graded ${graded === null ? 'otherwise' : inSentence(graded)}. ` +
      'Both are passed on unchanged.',
  ];
}

/** `reduction` has no documented unit, so none is claimed. */
function reduction(draft: Draft, score: Score): ObservationComponent[] {
  if (score.reduction === undefined) return [];
  const code = {
    coding: [draft.context.terminology.concept('score-reduction')],
    text: 'Reduction of the score',
  };
  return [
    score.reduction === null
      ? { code, dataAbsentReason: absentUnknown }
      : { code, valueQuantity: { value: score.reduction } },
  ];
}
