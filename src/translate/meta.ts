import type { Meta } from 'fhir/r4.js';
import { deepFreeze } from '../fhir/deep-freeze.js';
import { aiAsserted } from './codings.js';

const BASE = 'https://derm-fhir-gateway.github.io/ig/StructureDefinition/';

/** Our profile of each kind of resource, and whether the AI says what is in it. They are published in `mappings/`. */
const KINDS = {
  report: ['dermatology-ai-report', true],
  candidate: ['candidate-condition', true],
  finding: ['preliminary-finding', true],
  score: ['severity-score', true],
  imageQuality: ['image-quality', true],
  metrics: ['algorithm-metrics', true],
  photograph: ['photograph', false],
  overlay: ['explainability-overlay', true],
  anamnesis: ['anamnesis', false],
  device: ['ai-device', false],
  provenance: ['report-provenance', false],
} as const satisfies Readonly<Record<string, readonly [profile: string, isSaidByAi: boolean]>>;

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
    const [profile, isSaidByAi] = KINDS[kind];
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
