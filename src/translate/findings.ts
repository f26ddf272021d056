import type { CodeableConcept, Observation } from 'fhir/r4.js';
import { findingKeys, type FindingKey } from '../raw/report.js';
import type { DermatologyAiCode, Terminology } from '../terminology/terminology.js';
import { probabilityOfCancer } from './codings.js';
import type { Draft } from './draft.js';
import { aiObservation } from './observation.js';
import { percentInWords } from './percent-in-words.js';
import { setQuantity } from './quantity-or-absent.js';
import type { Scene } from './scene.js';

/** Code and words of each preliminary finding. All are probabilities in percent, none is a yes or no. */
export const findingConcepts: Readonly<
  Record<FindingKey, { readonly code: DermatologyAiCode; readonly text: string }>
> = {
  hasCondition: { code: 'has-condition', text: 'AI-estimated probability of a relevant skin condition' },
  malignancy: { code: 'malignancy', text: 'AI-estimated probability of malignancy' },
  adjustedMalignancy: {
    code: 'adjusted-malignancy',
    text: 'AI-estimated probability of malignancy, clinically adjusted',
  },
  pigmentedLesion: { code: 'pigmented-lesion', text: 'AI-estimated probability of a pigmented lesion' },
  urgentReferral: {
    code: 'urgent-referral',
    text: 'AI-estimated probability that being seen by a doctor within 48 hours helps',
  },
  highPriorityReferral: {
    code: 'high-priority-referral',
    text: 'AI-estimated probability that being seen by a doctor within 15 days helps',
  },
  isPreMalignantSuspicion: {
    code: 'pre-malignancy',
    text: 'AI-estimated probability of a pre-malignant lesion',
  },
  adjustedIsPreMalignantSuspicion: {
    code: 'adjusted-pre-malignancy',
    text: 'AI-estimated probability of a pre-malignant lesion, clinically adjusted',
  },
  needsBiopsySuspicion: { code: 'needs-biopsy', text: 'AI-estimated probability that a biopsy is needed' },
  needsSpecialistsAttention: {
    code: 'needs-specialist',
    text: "AI-estimated probability that a specialist's attention is needed",
  },
};

/**
 * The preliminary findings, one Observation each, in the documented order. An explicit null was asked and not answered
 * (dataAbsentReason); a key that is not there was not asked (nothing); 0 is a value.
 */
export function readFindings(draft: Draft, scene: Scene): (Observation & { id: string })[] {
  const findings = draft.report.result.preliminaryFindings;
  const observations: (Observation & { id: string })[] = [];
  for (const key of findingKeys) {
    const probability = findings[key];
    if (probability !== undefined) observations.push(finding(draft, scene, key, probability));
  }
  return observations;
}

function finding(
  draft: Draft,
  scene: Scene,
  key: FindingKey,
  probability: number | null,
): Observation & { id: string } {
  const { text } = findingConcepts[key];
  const said = probability === null ? 'unknown' : percentInWords(probability);
  const observation = aiObservation(draft, scene.frames.body, {
    kind: 'finding',
    key: `finding|${key}`,
    code: findingCode(draft.context.terminology, key),
    summary: [`${text}: ${said}`],
  });
  setQuantity(observation, probability, '%');
  return observation;
}

function findingCode(terminology: Terminology, key: FindingKey): CodeableConcept {
  const { code, text } = findingConcepts[key];
  const own = terminology.concept(code);
  return { coding: key === 'malignancy' ? [probabilityOfCancer, own] : [own], text };
}
