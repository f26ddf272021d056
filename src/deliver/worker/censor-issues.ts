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

/**
 * Takes credentials, and what tells who the patient is, out of what a receiver says: some quote the request that they refuse. It is
 * kept, and shown to operators.
 *
 * @param resources that were sent.
 */
export function censorIssues(
  judgement: Judgement,
  destination: Pick<DeliveryDestination, 'auth' | 'tls'>,
  resources: readonly PlanResource[],
): Judgement {
  if (judgement.issues.length === 0) return judgement;
  const scrub = createScrubber(credentialsOf(destination));
  const personal = personalPattern(resources);
  const censor = (text: string): string => {
    const left = scrub(text);
    return personal === null ? left : left.replace(personal, CENSORED);
  };
  const issues = judgement.issues.map((issue) => ({
    ...issue,
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
