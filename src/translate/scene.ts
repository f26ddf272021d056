import type { Reference } from 'fhir/r4.js';
import type { Case } from './case.js';
import type { Draft } from './draft.js';
import type { ObservationFrame, Origin } from './observation.js';
import { analysedPhotos, type Photos } from './photos.js';

/** What the AI's Observations stand on: the case, who made them, and the files that were looked at. */
export interface Scene {
  readonly case: Case;
  readonly origin: Origin;
  readonly frames: {
    /** About the patient's body, concluded from all analysed files. */
    readonly body: ObservationFrame;
    /** About one image of it, which the Observation names itself. */
    readonly image: ObservationFrame;
    /** About the algorithm: no body site, no image. */
    readonly algorithm: ObservationFrame;
  };
}

/** Puts the scene together. R4 has no Device among the performers, so the performer is the device's name. */
export function sceneOf(draft: Draft, from: Case, device: Reference, photos: Photos): Scene {
  const performer = [{ display: `${draft.context.device.name} (artificial intelligence)` }];
  const origin = { device, performer };
  const { bodySite } = from.bodySite;
  const image = { case: from, origin, bodySite, derivedFrom: [] };
  return {
    case: from,
    origin,
    frames: {
      body: { ...image, derivedFrom: analysedPhotos(draft, photos) },
      image,
      algorithm: { ...image, bodySite: undefined },
    },
  };
}
