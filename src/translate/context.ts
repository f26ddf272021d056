import type { Reference } from 'fhir/r4.js';
import { isZone } from '../fhir/date-time.js';
import { deepFreeze } from '../fhir/deep-freeze.js';
import type { ReferenceForm } from '../fhir/bundle.js';
import { createIdSource, type IdSource } from '../fhir/id-source.js';
import { normaliseLanguage } from '../fhir/language.js';
import { packageInfo } from '../package-info.js';
import type { Terminology } from '../terminology/terminology.js';
import type { ReportIdPublication } from './published-report-id.js';
import { deviceResource, type DeviceIdentity, type DeviceResource } from './device.js';
import { createMetas, type Metas } from './meta.js';

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
  /** Name in each resource the profile of ours that it conforms to. Some servers refuse profiles that they do not know. */
  readonly metaProfile: boolean;
  readonly reportIdentifier: ReportIdPublication;
  /** Zone of times that come without one, `Z` or `±hh:mm`; null: none is invented. */
  readonly assumedZone: string | null;
  /** How the resources refer to each other: `referenceForm` of the Bundle's type. */
  readonly references: ReferenceForm;
  /** At most so many candidates; null: all. */
  readonly maxCandidates: number | null;
  /** Derived from `namespace`. */
  readonly idOf: IdSource;
  /** Derived from `aiLabel` and `metaProfile`. */
  readonly metas: Metas;
  /** Derived from `device`: the same in every report, so it is made once. */
  readonly deviceResource: DeviceResource;
}

/** What a caller must and may give. */
export type ContextOptions = { readonly terminology: Terminology } & Partial<
  Omit<TranslateContext, 'idOf' | 'metas' | 'deviceResource' | 'fromReport'>
> & { readonly fromReport?: Partial<TranslateContext['fromReport']> };

const defaults = {
  namespace: 'https://derm-fhir-gateway.github.io/ns',
  baseUrl: 'http://localhost:8080/fhir',
  locale: 'en',
  device: { key: 'legit-health', name: 'Legit.Health', manufacturer: 'AI Labs Group S.L.' },
  gateway: packageInfo,
  subject: null,
  encounter: null,
  basedOn: [],
  encounterSystem: null,
  fromReport: { subject: null, encounter: null, basedOn: null },
  extraData: 'carry',
  aiLabel: true,
  metaProfile: false,
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
  const metas = createMetas(given.aiLabel, given.metaProfile);
  const context = {
    ...given,
    baseUrl: given.baseUrl.replace(/\/+$/, ''),
    locale: normaliseLanguage(given.locale),
    fromReport: { ...defaults.fromReport, ...given.fromReport },
    idOf,
    metas,
    deviceResource: deepFreeze(deviceResource(given.device, idOf, metas.device)),
  };
  demandSound(context);
  return Object.freeze(context);
}

function demandSound(context: TranslateContext): void {
  const { namespace, baseUrl, encounterSystem, fromReport, assumedZone, maxCandidates, device } = context;
  demandUri('namespace', namespace);
  for (const system of [encounterSystem, ...Object.values(fromReport).map((at) => at?.system)]) {
    if (typeof system === 'string') demandUri('identifier system', system);
  }
  demand(/^https?:\/\/[^\s?#]+$/.test(baseUrl), 'baseUrl must be an absolute http(s) URL without query');
  demand(assumedZone === null || isZone(assumedZone), 'assumedZone must be Z or an offset such as +02:00');
  demand(
    maxCandidates === null || (Number.isInteger(maxCandidates) && maxCandidates > 0),
    'maxCandidates must be a whole number from 1 up',
  );
  demand(
    ['auto', 'plain', 'hash'].includes(context.reportIdentifier),
    'reportIdentifier must be auto, plain or hash',
  );
  demand(device.key.trim() !== '' && device.name.trim() !== '', 'device must have a key and a name');
}

/** Callers in JavaScript have no compiler that tells them. */
function demand(isRight: boolean, rule: string): void {
  if (!isRight) throw new TypeError(rule);
}

function demandUri(option: string, value: string): void {
  demand(/^[A-Za-z][A-Za-z0-9+.-]*:\S+$/.test(value), `${option} must be an absolute URI`);
}
