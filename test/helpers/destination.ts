import type { Reference } from 'fhir/r4.js';
import type { DeliveryDestination } from '../../src/deliver/destination/delivery-destination.js';
import { readPlanResources, type PlanResource } from '../../src/deliver/plan/plan-resource.js';
import { golden } from './golden.js';

/** A destination on this machine without authentication that takes reports of nobody, for tests. */
export function testDestination(overrides: Partial<DeliveryDestination> = {}): DeliveryDestination {
  return {
    name: 'hospital',
    tenants: ['default'],
    isAutomatic: true,
    baseUrl: 'http://127.0.0.1:1/fhir',
    headers: {},
    auth: { kind: 'none' },
    tls: {},
    isPrivate: true,
    hasTrailingSlash: false,
    timeoutMs: 10_000,
    profile: 'transaction-put',
    entryCap: null,
    concurrency: 4,
    ratePerSecond: 1000,
    horizonMs: 72 * 3_600_000,
    verify: false,
    subject: 'as-given',
    allowAnonymous: true,
    encounterSystem: null,
    media: 'reference',
    locale: null,
    aiLabel: true,
    metaProfile: {},
    extraData: false,
    ...overrides,
  };
}

const ABOUT_PATIENTS = ['Media', 'Observation', 'QuestionnaireResponse', 'DiagnosticReport'];

/** A translated report as the store gives it, read. */
export function storedResources(name: string, subject?: Reference): readonly PlanResource[] {
  return readPlanResources(storedReport(name, subject));
}

/** A translated report as the store gives it. */
export function storedReport(name: string, subject?: Reference): { json: string }[] {
  return golden(name).map((resource) => {
    const isAbout = subject !== undefined && ABOUT_PATIENTS.includes(resource.resourceType);
    const meta = { ...resource.meta, versionId: 'v1', lastUpdated: '2026-01-01T00:00:00.000Z' };
    return { json: JSON.stringify({ ...resource, meta, ...(isAbout ? { subject } : {}) }) };
  });
}
