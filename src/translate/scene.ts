import type { Reference } from 'fhir/r4.js';
import type { Case } from './case.js';
import type { Origin } from './observation.js';

/** What the AI's Observations stand on: the case, who made them, and the files that were looked at. */
export interface Scene {
  readonly case: Case;
  readonly origin: Origin;
  readonly derivedFrom: Reference[];
}
