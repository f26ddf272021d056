import type { Observation } from 'fhir/r4.js';
import { absentUnknown, certaintyOfFinding } from './codings.js';
import type { Draft } from './draft.js';
import { likeliest } from './likeliest.js';
import { aiObservation } from './observation.js';
import { pathologyConcept } from './pathology.js';
import { percentInWords } from './percent-in-words.js';
import { setQuantity } from './quantity-or-absent.js';
import type { Scene } from './scene.js';

/** A candidate condition, as Observation and in words. */
export interface Candidate {
  readonly observation: Observation & { id: string };
  readonly name: string;
  /** %, 0–100; null: the vendor gave none. */
  readonly probability: number | null;
}

/**
 * The ranked hypotheses, in the vendor's order, one Observation each: its *value* is the probability, the disease is a
 * component. A coded value would file a guess of 0.06 % as a finding. Nothing is sorted, rounded or made to add up.
 */
export function readCandidates(draft: Draft, scene: Scene): Candidate[] {
  const { conclusions } = draft.report.result;
  const limit = draft.context.maxCandidates ?? conclusions.length;
  if (conclusions.length > limit) {
    draft.doubt({
      severity: 'information',
      kind: 'candidates-cut',
      at: '/result/conclusions',
      fhirPath: 'DiagnosticReport.result',
      text: `The likeliest ${limit} of ${conclusions.length} candidates are carried, as configured.`,
    });
  }
  const candidates: Candidate[] = [];
  const carried = new Set(conclusions.length > limit ? likeliest(conclusions, limit) : conclusions);
  for (const [index, conclusion] of conclusions.entries()) {
    if (!carried.has(conclusion)) continue;
    const candidate = readCandidate(draft, scene, conclusion, index);
    if (candidate !== null) candidates.push(candidate);
  }
  return candidates;
}

type Conclusion = Draft['report']['result']['conclusions'][number];

function readCandidate(
  draft: Draft,
  scene: Scene,
  { probability, pathology }: Conclusion,
  index: number,
): Candidate | null {
  const at = `/result/conclusions/${index}`;
  const component = 'Observation.component.value';
  const named = pathology === null ? null : pathologyConcept(draft, pathology, `${at}/pathology`, component);
  if (named === null) {
    const text = 'The candidate names no pathology: only its probability is carried, if it has one.';
    draft.doubt({ kind: 'candidate-without-pathology', at, fhirPath: component, text });
    if (probability === null) return null;
  }
  const name = named?.name ?? 'an unnamed condition';
  const { terminology } = draft.context;
  const said = probability === null ? 'no probability given' : percentInWords(probability);
  const observation = aiObservation(draft, scene.frames.body, {
    kind: 'candidate',
    key: `conclusion|${pathology?.code ?? `#${index}`}`,
    code: {
      coding: [certaintyOfFinding, terminology.concept('condition-probability')],
      text: `AI-estimated probability of ${name}`,
    },
    summary: [`AI-estimated probability of ${name}: ${said}`],
  });
  setQuantity(observation, probability, '%');
  const code = { coding: [terminology.concept('candidate-condition')], text: 'Candidate condition' };
  observation.component = [
    named === null
      ? { code, dataAbsentReason: absentUnknown }
      : { code, valueCodeableConcept: named.concept },
  ];
  return { observation, name, probability };
}
