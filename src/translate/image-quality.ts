import type { Observation } from 'fhir/r4.js';
import { quantity } from '../fhir/quantity.js';
import { imageQualityRating } from './codings.js';
import type { Draft } from './draft.js';
import { aiObservation } from './observation.js';
import type { Photos } from './photos.js';
import type { Scene } from './scene.js';

/**
 * Image quality, one Observation an image (0–100, 100 best: the scale of DICOM 111029). null means that it was not
 * assessed (a video never is): then there is none.
 */
export function readImageQualities(
  draft: Draft,
  scene: Scene,
  photos: Photos,
): (Observation & { id: string })[] {
  const seen = new Set<string>();
  const rated = new Set<string>();
  return draft.report.result.observations.flatMap(({ media }, index) => {
    const score = media?.diqaScore ?? null;
    if (score === null) return [];
    const photo = photos.ofObservation[index]?.media;
    const key = photo?.id ?? `position ${index}`;
    // The same file listed twice with the same score was assessed once.
    if (seen.has(`${key} ${score}`)) return [];
    seen.add(`${key} ${score}`);
    if (photo !== undefined && rated.has(photo.id)) {
      draft.doubt({
        kind: 'duplicate-medium-differs',
        at: `/result/observations/${index}/media/diqaScore`,
        fhirPath: 'Observation.value',
        text: 'The same file has another image quality elsewhere: both are carried.',
      });
    }
    if (photo !== undefined) rated.add(photo.id);
    const observation = aiObservation(draft, scene.frames.image, {
      key: `image-quality|${key}`,
      code: {
        coding: [imageQualityRating, draft.context.terminology.concept('image-quality')],
        text: 'Image quality (0 to 100, 100 is best)',
      },
      summary: [`Image quality: ${score} of 100`],
    });
    if (photo !== undefined) observation.derivedFrom = [draft.referenceTo('Media', photo.id)];
    observation.valueQuantity = quantity(score, '{score}');
    return [observation];
  });
}
