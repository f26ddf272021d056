import type { Reference } from 'fhir/r4.js';
import { deepFreeze } from '../fhir/deep-freeze.js';
import type { ReferenceForm } from '../fhir/bundle.js';
import { createIdSource, type IdSource } from '../fhir/id-source.js';
import { normaliseLanguage } from '../fhir/language.js';
import type { Terminology } from '../terminology/terminology.js';
import type { ReportIdPublication } from './published-report-id.js';
import { deviceResource, type DeviceIdentity, type DeviceResource } from './device.js';

/** Where an integrator's identifier stands in the raw report, and whose identifier it is. */
export interface ReportIdentifier {
  /** RFC 6901 pointer into the report, e.g. `/extraData/mrn` or `/patientIdentifier`. */
  readonly pointer: string;
  /** Identifier.system, an absolute URI. */
  readonly system: string;
}

/** Everything that translation needs and the report does not say. */
export interface TranslateContext {
  /** URI that all ids are derived from. Changing it changes every id. */
  readonly namespace: string;
  /** FHIR base of this gateway, absolute, without trailing slash: photographs and the PDF are linked below it. */
  readonly baseUrl: string;
  /** BCP 47 language of the report's labels. */
  readonly locale: string;
  readonly terminology: Terminology;
  readonly device: DeviceIdentity;
  readonly gateway: { readonly name: string; readonly version: string };
  /** Given by the caller for this report; it wins over `fromReport`. */
  readonly subject: Reference | null;
  readonly encounter: Reference | null;
  readonly basedOn: readonly Reference[];
  /** Identifier.system of `visitIdentifier`; null: none is claimed. */
  readonly encounterSystem: string | null;
  readonly fromReport: {
    readonly subject: ReportIdentifier | null;
    readonly encounter: ReportIdentifier | null;
    readonly basedOn: ReportIdentifier | null;
  };
  /** Free-form integrator data: it may hold anything, so a receiver gets it only on purpose. */
  readonly extraData: 'carry' | 'omit';
  /** Label what the AI says with AIAST. Some servers use labels for access control. */
  readonly aiLabel: boolean;
  readonly reportIdentifier: ReportIdPublication;
  /** Zone of times that come without one, `Z` or `±hh:mm`; null: none is invented. */
  readonly assumedZone: string | null;
  /** How the resources refer to each other: `referenceForm` of the Bundle's type. */
  readonly references: ReferenceForm;
  /** At most so many candidates; null: all. */
  readonly maxCandidates: number | null;
  /** Derived from `namespace`. */
  readonly idOf: IdSource;
  /** Derived from `device`: the same in every report, so it is made once. */
  readonly deviceResource: DeviceResource;
}

/** What a caller must and may give. */
export type ContextOptions = { readonly terminology: Terminology } & Partial<
  Omit<TranslateContext, 'idOf' | 'deviceResource'>
>;

const defaults = {
  namespace: 'https://derm-fhir-gateway.github.io/ns',
  baseUrl: 'http://localhost:8080/fhir',
  locale: 'en',
  device: { key: 'legit-health', name: 'Legit.Health', manufacturer: 'AI Labs Group S.L.' },
  gateway: { name: 'derm-fhir-gateway', version: '0.1.0' },
  subject: null,
  encounter: null,
  basedOn: [],
  encounterSystem: null,
  fromReport: { subject: null, encounter: null, basedOn: null },
  extraData: 'carry',
  aiLabel: true,
  reportIdentifier: 'auto',
  assumedZone: null,
  references: 'relative',
  maxCandidates: null,
} as const;

/**
 * Completes and checks a context.
 *
 * @param options anything left out takes a safe default.
 * @throws TypeError naming the option that is wrong.
 */
export function createContext(options: ContextOptions): TranslateContext {
  const given = { ...defaults, ...options };
  const idOf = createIdSource(given.namespace);
  const context = {
    ...given,
    baseUrl: given.baseUrl.replace(/\/+$/, ''),
    locale: normaliseLanguage(given.locale),
    idOf,
    deviceResource: deepFreeze(deviceResource(given.device, idOf)),
  };
  requireUri('namespace', context.namespace);
  if (!/^https?:\/\/[^\s?#]+$/.test(context.baseUrl)) {
    throw new TypeError('baseUrl must be an absolute http(s) URL without query');
  }
  for (const system of [
    context.encounterSystem,
    ...Object.values(context.fromReport).map((at) => at?.system),
  ]) {
    if (typeof system === 'string') requireUri('identifier system', system);
  }
  if (context.assumedZone !== null && !/^(Z|[+-]\d{2}:\d{2})$/.test(context.assumedZone)) {
    throw new TypeError('assumedZone must be Z or an offset such as +02:00');
  }
  return Object.freeze(context);
}

function requireUri(option: string, value: string): void {
  if (!/^[A-Za-z][A-Za-z0-9+.-]*:\S+$/.test(value)) throw new TypeError(`${option} must be an absolute URI`);
}
