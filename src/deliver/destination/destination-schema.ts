import { z } from 'zod';
import { DEFAULT_TENANT, TENANT_NAME } from '../../auth/principal.js';
import { isLanguage, normaliseLanguage } from '../../fhir/language.js';
import { isPublishableProfile, isPublishableSystem } from '../../fhir/publishable.js';
import { baseUrlProblem } from '../../net/base-url.js';
import { profileNames } from '../plan/profile.js';
import { authSchema } from './auth-schema.js';
import { mediaModes, subjectPolicies, type DeliveryDestination } from './delivery-destination.js';
import { headers } from './headers.js';
import type { SecretSources } from './secret.js';
import { tlsSchema } from './tls-schema.js';

const HOUR = 3_600_000;
const TIMEOUT = 'must be a number of seconds up to 3600';
const RATE = 'must be a number from 0.001 to 10000';

function wholeNumber(min: number, max: number) {
  const rule = `must be a whole number from ${min} to ${max}`;
  return z.int(rule).min(min, rule).max(max, rule);
}

const metaProfile = z.union([
  z.literal('as-given'),
  z.record(
    z.string().regex(/^[A-Z][A-Za-z]{1,63}$/, 'must be a type of resource'),
    z.array(z.string().refine(isPublishableProfile, 'must be the canonical URL of a profile')),
  ),
]);

/** What is told to the receiver, and in which form. */
const CONTENT = {
  locale: z
    .string()
    .refine(isLanguage, 'must be a language tag such as en or pt-BR')
    .transform(normaliseLanguage)
    .optional(),
  subject: z.enum(subjectPolicies).default('as-given'),
  allowAnonymous: z.boolean().default(false),
  encounterSystem: z.string().refine(isPublishableSystem, 'must be an absolute URI').optional(),
  media: z.enum(mediaModes).default('reference'),
  aiLabel: z.boolean().default(true),
  metaProfile: metaProfile.default({}),
  extraData: z.boolean().default(false),
};

/** How, how fast and how long it is sent. */
const PACE = {
  profile: z.enum(['auto', ...profileNames]).default('auto'),
  entryCap: wholeNumber(1, 100_000).optional(),
  concurrency: wholeNumber(1, 100).default(4),
  ratePerSecond: z.number().min(0.001, RATE).max(10_000, RATE).default(10),
  horizonHours: wholeNumber(1, 24 * 365).default(72),
  verify: z.boolean().default(false),
};

/** One destination: each field with its rule and its default. What has no default and is optional may stay away. */
export function destinationFields(sources: SecretSources) {
  return z.strictObject({
    name: z
      .string()
      .regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/, 'must be lower-case letters, digits and hyphens'),
    tenants: z
      .array(z.string().regex(TENANT_NAME, 'must be the name of a tenant'))
      .min(1, 'must hold a tenant')
      .default([DEFAULT_TENANT]),
    automatic: z.boolean().default(true),
    baseUrl: z.string(),
    /** Permits http to another machine: reports then cross the network in clear. */
    allowHttp: z.boolean().default(false),
    allowPrivate: z.boolean().default(false),
    headers: headers.default({}),
    auth: authSchema(sources).default({ kind: 'none' }),
    tls: tlsSchema(sources).default({}),
    trailingSlash: z.boolean().default(false),
    timeoutSeconds: z.number().positive(TIMEOUT).max(3_600, TIMEOUT).default(60),
    ...PACE,
    ...CONTENT,
  });
}

type Given = z.output<ReturnType<typeof destinationFields>>;

/** Reads one destination of the file. Its problems name fields and rules, never a value. */
export function destinationSchema(sources: SecretSources) {
  return destinationFields(sources).superRefine(checkTogether).transform(toDestination);
}

/** What one field says of another. */
function checkTogether(given: Given, context: z.RefinementCtx<Given>): void {
  const problem = (path: string[], message: string | null): void => {
    if (message !== null) context.addIssue({ code: 'custom', path, message });
  };
  const { auth, subject, allowAnonymous, allowHttp } = given;
  problem(['baseUrl'], baseUrlProblem(given.baseUrl, allowHttp));
  if ('tokenUrl' in auth && auth.tokenUrl !== undefined)
    problem(['auth', 'tokenUrl'], baseUrlProblem(auth.tokenUrl, allowHttp));
  if (auth.kind === 'header' && auth.name in given.headers)
    problem(['headers', auth.name], 'must not be the header that auth sets');
  if (subject === 'none' && !allowAnonymous)
    problem(['subject'], 'must not be none unless allowAnonymous is true');
}

function toDestination(given: Given): DeliveryDestination {
  const { automatic, allowHttp, allowPrivate, trailingSlash, timeoutSeconds, horizonHours, ...same } = given;
  const { origin, pathname, protocol } = new URL(given.baseUrl);
  return {
    ...same,
    isAutomatic: automatic,
    baseUrl: `${origin}${pathname.replace(/\/+$/, '')}`,
    // What is reached without TLS stands in the operator's own network, or on this machine.
    isPrivate: allowPrivate || (allowHttp && protocol === 'http:'),
    hasTrailingSlash: trailingSlash,
    timeoutMs: Math.ceil(timeoutSeconds * 1_000),
    entryCap: given.entryCap ?? null,
    horizonMs: horizonHours * HOUR,
    encounterSystem: given.encounterSystem ?? null,
    locale: given.locale ?? null,
  };
}
