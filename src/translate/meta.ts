import type { Meta } from 'fhir/r4.js';
import { deepFreeze } from '../fhir/deep-freeze.js';
import type { ReportType } from '../fhir/report-types.js';
import { aiAsserted } from './codings.js';

const BASE = 'https://derm-fhir-gateway.github.io/ig/StructureDefinition/';

/** Of each kind of resource the type, our profile, published in `mappings/`, and whether the AI says what is in it. */
const KINDS = {
  report: ['DiagnosticReport', 'dermatology-ai-report', true],
  candidate: ['Observation', 'candidate-condition', true],
  finding: ['Observation', 'preliminary-finding', true],
  score: ['Observation', 'severity-score', true],
  imageQuality: ['Observation', 'image-quality', true],
  metrics: ['Observation', 'algorithm-metrics', true],
  photograph: ['Media', 'photograph', false],
  overlay: ['Media', 'explainability-overlay', true],
  anamnesis: ['QuestionnaireResponse', 'anamnesis', false],
  device: ['Device', 'ai-device', false],
  provenance: ['Provenance', 'report-provenance', false],
} as const satisfies Readonly<
  Record<string, readonly [type: ReportType, profile: string, isSaidByAi: boolean]>
>;

/** What a resource is about, which is also which profile it conforms to. */
export type Kind = keyof typeof KINDS;

/** `meta` by kind of resource; null: it says nothing. */
export type Metas = Readonly<Record<Kind, Meta | null>>;

/**
 * What the resources of all reports say of themselves: the label of what the AI says, and the profile that they conform to.
 *
 * @param metaProfile whether they name their profile.
 */
export function createMetas(aiLabel: boolean, metaProfile: boolean): Metas {
  const metaOf = (kind: Kind): Meta | null => {
    const [, profile, isSaidByAi] = KINDS[kind];
    const isLabelled = aiLabel && isSaidByAi;
    if (!isLabelled && !metaProfile) return null;
    return deepFreeze({
      ...(metaProfile ? { profile: [BASE + profile] } : {}),
      ...(isLabelled ? { security: [aiAsserted] } : {}),
    });
  };
  return {
    report: metaOf('report'),
    candidate: metaOf('candidate'),
    finding: metaOf('finding'),
    score: metaOf('score'),
    imageQuality: metaOf('imageQuality'),
    metrics: metaOf('metrics'),
    photograph: metaOf('photograph'),
    overlay: metaOf('overlay'),
    anamnesis: metaOf('anamnesis'),
    device: metaOf('device'),
    provenance: metaOf('provenance'),
  };
}

/** Writes what a resource says of itself, if it says anything. */
export function writeMeta(resource: { meta?: Meta | undefined }, meta: Meta | null): void {
  if (meta !== null) resource.meta = meta;
}

/** Canonical URLs of the profiles that resources of a type conform to; none for a type that is not made here. */
export function profilesOf(type: string): string[] {
  return Object.values(KINDS).flatMap(([of, profile]) => (of === type ? [BASE + profile] : []));
}
