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
  return photos.all.flatMap(({ media, quality }) =>
    quality === null ? [] : [imageQuality(draft, scene, media.id, quality)],
  );
}

function imageQuality(
  draft: Draft,
  scene: Scene,
  photo: string,
  score: number,
): Observation & { id: string } {
  const observation = aiObservation(draft, scene.frames.image, {
    kind: 'imageQuality',
    key: `image-quality|${photo}`,
    code: {
      coding: [imageQualityRating, draft.context.terminology.concept('image-quality')],
      text: 'Image quality (0 to 100, 100 is best)',
    },
    summary: [`Image quality: ${score} of 100`],
  });
  observation.derivedFrom = [draft.referenceTo('Media', photo)];
  observation.valueQuantity = quantity(score, '{score}');
  return observation;
}
