import type { FhirResource } from 'fhir/r4.js';
import { examples } from '../../.scripts/examples.js';
import { PROFILE_BREAKS } from '../conformance/profile-breaks.js';
import { patched } from '../helpers/patch.js';

/** Examples that break their profile, by what they break. */
export function brokenExamples(): [string, FhirResource][] {
  const sound = examples();
  return PROFILE_BREAKS.map(({ profile, rule, patch }) => {
    const example = sound.find(({ meta }) => meta?.profile?.[0]?.endsWith(`/${profile}`) === true);
    return [`${profile} ${rule}`.replaceAll(/[^A-Za-z0-9]+/g, '-'), patched(example, patch) as FhirResource];
  });
}
