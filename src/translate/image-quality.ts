import type { Observation } from 'fhir/r4.js';
import { quantity } from '../fhir/quantity.js';
import { imageQualityRating } from './codings.js';
import type { Draft } from './draft.js';
import { aiObservation } from './observation.js';
import type { Photo, Photos } from './photos.js';
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
  const scoresOf = new Map<string, Set<number>>();
  const qualities: (Observation & { id: string })[] = [];
  for (const [index, { media }] of draft.report.result.observations.entries()) {
    const score = media?.diqaScore ?? null;
    if (score === null) continue;
    const photo = photos.ofObservation[index]?.media;
    const key = photo?.id ?? `position ${index}`;
    const known = scoresOf.get(key);
    // The same file listed twice with the same score was assessed once.
    if (known?.has(score) === true) continue;
    if (known === undefined) scoresOf.set(key, new Set([score]));
    else {
      known.add(score);
      doubtDuplicate(draft, index);
    }
    qualities.push(imageQuality(draft, scene, photo, score, key));
  }
  return qualities;
}

function imageQuality(
  draft: Draft,
  scene: Scene,
  photo: Photo['media'] | undefined,
  score: number,
  key: string,
): Observation & { id: string } {
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
  return observation;
}

function doubtDuplicate(draft: Draft, index: number): void {
  draft.doubt({
    kind: 'duplicate-medium-differs',
    at: `/result/observations/${index}/media/diqaScore`,
    fhirPath: 'Observation.value',
    text: 'The same file has another image quality elsewhere: both are carried.',
  });
}
