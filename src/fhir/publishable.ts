import type { Basic } from 'fhir/r4.js';
import { check } from './check/check.js';

/**
 * Whether a resource may carry a text: the self-check refuses control characters, links with credentials, links to the vendor.
 * What is configured is asked once, before it makes every report invalid.
 */
export function isPublishable(text: string): boolean {
  return isSound({ resourceType: 'Basic', code: { text } });
}

/** The same for whose numbers an identifier holds. */
export function isPublishableSystem(system: string): boolean {
  return isSound({ resourceType: 'Basic', identifier: [{ system, value: '1' }], code: { text: system } });
}

/** The same for a profile that resources claim. */
export function isPublishableProfile(canonical: string): boolean {
  return isSound({
    resourceType: 'Basic',
    meta: { profile: [canonical] },
    code: { text: 'claims a profile' },
  });
}

function isSound(resource: Basic): boolean {
  return check(resource).every(({ severity }) => severity !== 'error');
}
