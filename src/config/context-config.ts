import type { ContextOptions, ReportIdentifier } from '../translate/context.js';
import type { Settings } from './settings.js';

/** What the settings say about the translation. */
export function contextOptions(settings: Settings): Omit<ContextOptions, 'terminology'> {
  return {
    ...(settings.GATEWAY_NAMESPACE === undefined ? {} : { namespace: settings.GATEWAY_NAMESPACE }),
    locale: settings.LOCALE,
    device: {
      key: settings.DEVICE_KEY,
      name: settings.DEVICE_NAME,
      manufacturer: settings.DEVICE_MANUFACTURER,
      version: settings.DEVICE_VERSION,
      udi: settings.DEVICE_UDI,
    },
    encounterSystem: settings.ENCOUNTER_SYSTEM ?? null,
    fromReport: {
      subject: place(settings.SUBJECT_POINTER, settings.SUBJECT_SYSTEM),
      encounter: place(settings.ENCOUNTER_POINTER, settings.ENCOUNTER_SYSTEM),
      basedOn: place(settings.BASED_ON_POINTER, settings.BASED_ON_SYSTEM),
    },
    aiLabel: settings.AI_LABEL,
    metaProfile: settings.META_PROFILE,
    reportIdentifier: settings.REPORT_IDENTIFIER,
    assumedZone: settings.ASSUMED_ZONE ?? null,
    maxCandidates: settings.MAX_CANDIDATES ?? null,
  };
}

function place(pointer: string | undefined, system: string | undefined): ReportIdentifier | null {
  return pointer === undefined || system === undefined ? null : { pointer, system };
}
