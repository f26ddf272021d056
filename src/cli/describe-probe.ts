import type { DeliveryDestination } from '../deliver/destination/delivery-destination.js';
import type { Reason } from '../deliver/plan/choose-profile.js';
import type { Probe } from '../deliver/probe/probe.js';
import { oneLine } from '../deliver/one-line.js';

const ORIGINS: Readonly<Record<Reason['from'], string>> = {
  stated: 'stated ',
  known: 'known  ',
  assumed: 'ASSUMED',
};

/**
 * Says for people how a destination would be written to, and why.
 *
 * @returns lines.
 */
export function describeProbe(
  found: Probe,
  { baseUrl, profile: configured, entryCap }: Pick<DeliveryDestination, 'baseUrl' | 'profile' | 'entryCap'>,
): string[] {
  if (found.kind === 'unanswered') return [`GET ${baseUrl}/metadata: no answer (${found.code})`];
  if (found.kind === 'unstated')
    return [`GET ${baseUrl}/metadata: HTTP ${found.status}, no CapabilityStatement`];
  const { software, fhirVersion = 'of a version that it does not state', profile, reasons } = found;
  const cap = found.entryCap === null ? '' : `, at most ${found.entryCap} entries in a Bundle`;
  return [
    `${baseUrl}: ${oneLine(software ?? 'a server that does not say what it is')}, FHIR ${oneLine(fhirVersion)}`,
    `profile: ${profile}${cap}`,
    ...reasons.map(({ from, text }) => `  ${ORIGINS[from]}  ${text}`),
    ...(configured === 'auto' ? [] : [`DESTINATIONS_FILE says ${configured}, and that holds.`]),
    ...(entryCap === null ? [] : [`DESTINATIONS_FILE says at most ${entryCap} entries.`]),
  ];
}
