import type { Reference } from 'fhir/r4.js';
import type { Case } from './case.js';
import type { Draft } from './draft.js';
import type { Origin } from './observation.js';
import { analysedPhotos, type Photos } from './photos.js';

/** What the AI's Observations stand on: the case, who made them, and the files that were looked at. */
export interface Scene {
  readonly case: Case;
  readonly origin: Origin;
  readonly derivedFrom: Reference[];
}

/** Puts the scene together. R4 has no Device among the performers, so the performer is the device's name. */
export function sceneOf(draft: Draft, from: Case, device: Reference, photos: Photos): Scene {
  const performer = [{ display: `${draft.context.device.name} (artificial intelligence)` }];
  return { case: from, origin: { device, performer }, derivedFrom: analysedPhotos(draft, photos) };
}
