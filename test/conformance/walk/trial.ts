import type { FhirResource } from 'fhir/r4.js';

/** A search with a modifier or a prefix, e.g. `code` `:not` `system|code`, and what R4 says that it finds. */
export interface Trial {
  /** Empty for a prefix, which is part of the value. */
  readonly modifier: string;
  readonly value: string;
  readonly finds: (resource: FhirResource) => boolean;
  /** What the same value finds without the modifier or prefix. */
  readonly findsWithout: (resource: FhirResource) => boolean;
}

/** Whether a trial finds something. */
export function isFinding({ finds }: Trial, resources: readonly FhirResource[]): boolean {
  return resources.some(finds);
}

/** Whether a trial would see it if the modifier or prefix were ignored. */
export function isTelling({ finds, findsWithout }: Trial, resources: readonly FhirResource[]): boolean {
  return resources.some((one) => finds(one) !== findsWithout(one));
}
