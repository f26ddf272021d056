import type { FhirResource } from 'fhir/r4.js';
import { examples } from '../../.scripts/examples.js';
import type { ProfileBreak } from '../conformance/profile-breaks.js';
import { patched } from '../helpers/patch.js';

/** Examples that break their profile, by what they break. */
export function brokenExamples(breaks: readonly ProfileBreak[]): [string, FhirResource][] {
  const sound = examples();
  return breaks.map(({ profile, on = profile, rule, patch }) => {
    const example = sound.find(({ meta }) => meta?.profile?.[0]?.endsWith(`/${on}`) === true);
    return [`${profile} ${rule}`.replaceAll(/[^A-Za-z0-9]+/g, '-'), patched(example, patch) as FhirResource];
  });
}
