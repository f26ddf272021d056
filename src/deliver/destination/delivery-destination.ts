import type { TlsIdentity } from '../../net/tls-identity.js';
import type { ProfileName } from '../plan/profile.js';
import type { DestinationAuth } from './destination-auth.js';

/**
 * What a destination is told of the patient.
 *
 * - `as-given`: as the report has it.
 * - `identifier`: the identifier only; it is the receiver who knows whom it means.
 * - `conditional`: the patient whom the receiver finds by `Patient?identifier=…`; without exactly one, nothing is sent.
 * - `none`: nothing; needs `allowAnonymous`.
 */
export const subjectPolicies = ['as-given', 'identifier', 'conditional', 'none'] as const;

export type SubjectPolicy = (typeof subjectPolicies)[number];

/**
 * What a destination gets of photographs and PDFs: a link to the gateway's Binary, the bytes, or nothing at all, neither files nor
 * the Media about them.
 */
export const mediaModes = ['reference', 'inline', 'omit'] as const;

export type MediaMode = (typeof mediaModes)[number];

/** A FHIR server that reports are delivered to, checked and with its secrets: never log one of these. */
export interface DeliveryDestination {
  /** Lower case; keys deliveries, so that another name is another destination. */
  readonly name: string;
  /** Whose reports it may get. */
  readonly tenants: readonly string[];
  /** Whether it gets each new report for which nobody says where it goes. */
  readonly isAutomatic: boolean;

  /** FHIR base without a trailing slash. */
  readonly baseUrl: string;
  /** Further headers, names in lower case; no credentials. */
  readonly headers: Readonly<Record<string, string>>;
  readonly auth: DestinationAuth;
  readonly tls: TlsIdentity;
  /** Permits addresses of the operator's own network (RFC 1918 and the like). */
  readonly isPrivate: boolean;
  /** Sends Bundles to the base with a slash appended: some servers want it, others take it for another route. */
  readonly hasTrailingSlash: boolean;
  /** One request with everything that belongs to it. */
  readonly timeoutMs: number;

  /** `auto`: as its CapabilityStatement says. */
  readonly profile: ProfileName | 'auto';
  /** Most entries of a Bundle; null: as many as there are. */
  readonly entryCap: number | null;
  /** Most requests under way at a time. */
  readonly concurrency: number;
  readonly ratePerSecond: number;
  /** How long a delivery is tried, from its first attempt on. */
  readonly horizonMs: number;
  /** Reads back what was stored, and says what the receiver changed. */
  readonly verify: boolean;

  readonly subject: SubjectPolicy;
  /** Permits reports that do not say whose they are. */
  readonly allowAnonymous: boolean;
  /** Whose number the encounter's identifier is to this receiver; null: as the report has it. */
  readonly encounterSystem: string | null;
  readonly media: MediaMode;
  /** Language to deliver, if the report is stored in it; null: the one it was stored in first. */
  readonly locale: string | null;
  /** Labels what the AI says with AIAST (`meta.security`). */
  readonly aiLabel: boolean;
  /** `meta.profile` by type of resource; a type that is not here has none. `as-given`: what the stored resource names. */
  readonly metaProfile: 'as-given' | Readonly<Record<string, readonly string[]>>;
  /** Whether the integrator's own free data goes there. */
  readonly extraData: boolean;
}
