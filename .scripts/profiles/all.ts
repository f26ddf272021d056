import type { StructureDefinition } from 'fhir/r4.js';
import { anamnesis } from './anamnesis.js';
import { device } from './device.js';
import { asReceived, bodySite, drawnOn, extraData, imageAnnotation } from './extensions.js';
import { overlay, photograph } from './media.js';
import { aiObservation, results } from './observations.js';
import { structureDefinition, type Profile } from './profile.js';
import { provenance } from './provenance.js';
import { report } from './report.js';

const profiles: readonly Profile[] = [
  report,
  aiObservation,
  ...results,
  photograph,
  overlay,
  anamnesis,
  device,
  provenance,
  extraData,
  imageAnnotation,
  asReceived,
  drawnOn,
  bodySite,
];

/** Every profile and extension as it is published, but without snapshot and narrative. */
export const structureDefinitions: readonly StructureDefinition[] = profiles.map(structureDefinition);
