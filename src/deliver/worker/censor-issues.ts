import { isObject } from '../../fhir/check/json-object.js';
import { createScrubber } from '../../observe/scrub.js';
import type { DeliveryDestination } from '../destination/delivery-destination.js';
import { secretsOf } from '../destination/secrets-of.js';
import type { Judgement } from '../judgement.js';
import type { PlanResource } from '../plan/plan-resource.js';
import { basicHeader } from '../send/auth/fixed-credentials.js';

/** What takes the place of what is somebody's own. */
const CENSORED = '[censored]';
/** A shorter text says nothing of anybody, and stands everywhere. */
const SHORTEST = 3;
/** The beginning of a secret that is searched for where a text was cut. */
const BEGINNING = 6;

/** What went out, and may be quoted. */
export interface SentOut {
  readonly resources: readonly PlanResource[];
  /** As values of headers. */
  readonly credentials: readonly string[];
}

/**
 * Takes credentials, and what tells who the patient is, out of what a receiver says: some quote the request that they refuse. It is
 * kept, and shown to operators.
 */
export function censorIssues(
  judgement: Judgement,
  destination: Pick<DeliveryDestination, 'auth' | 'tls'>,
  { resources, credentials }: SentOut,
): Judgement {
  if (judgement.issues.length === 0) return judgement;
  const secrets = [...credentialsOf(destination), ...credentials.flatMap(quotable)];
  const scrub = createScrubber(secrets);
  const personal = personalPattern(resources);
  const censor = (text: string): string => {
    const left = withoutCut(scrub(text), secrets);
    return personal === null ? left : left.replace(personal, CENSORED);
  };
  const issues = judgement.issues.map((issue) => ({
    ...issue,
    severity: censor(issue.severity),
    code: censor(issue.code),
    text: censor(issue.text),
    ...(issue.expression === undefined ? {} : { expression: censor(issue.expression) }),
  }));
  return { ...judgement, issues };
}

/** As they are configured, and as they go out. */
function credentialsOf(destination: Pick<DeliveryDestination, 'auth' | 'tls'>): readonly string[] {
  const { auth } = destination;
  const secrets = secretsOf(destination);
  if (auth.kind !== 'basic') return secrets;
  return [...secrets, basicHeader(auth.user, auth.password).slice('Basic '.length)];
}

/** The whole value, and what follows the name of a scheme (RFC 9110 §11.4). */
function quotable(value: string): readonly string[] {
  return [value, ...value.split(/\s+/).slice(1)];
}

/** Where a text ends with an ellipsis, it may end with a part of a secret. */
function withoutCut(text: string, secrets: readonly string[]): string {
  if (!text.endsWith('…')) return text;
  const whole = text.slice(0, -1);
  for (const secret of secrets)
    for (let length = Math.min(secret.length, whole.length); length >= BEGINNING; length -= 1)
      if (whole.endsWith(secret.slice(0, length))) return `${whole.slice(0, -length)}${CENSORED}…`;
  return text;
}

/** Matches numbers, names and addresses of the patient and the visit, as words of their own. */
function personalPattern(resources: readonly PlanResource[]): RegExp | null {
  const texts = new Set(resources.flatMap(({ subject, encounter }) => [subject, encounter].flatMap(textsOf)));
  const written = [...texts]
    .filter((text) => text.length >= SHORTEST)
    // Through bytes, as halves of characters cannot be encoded and would throw.
    .flatMap((text) => [text, encodeURIComponent(Buffer.from(text).toString())])
    .toSorted((one, other) => other.length - one.length);
  if (written.length === 0) return null;
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${written.map(escaped).join('|')})(?![\\p{L}\\p{N}])`, 'gu');
}

/** Of a reference. */
function textsOf(given: unknown): readonly string[] {
  if (!isObject(given)) return [];
  const { reference, display, identifier } = given;
  const value = isObject(identifier) ? identifier['value'] : undefined;
  return [reference, display, value].filter((text) => typeof text === 'string');
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
