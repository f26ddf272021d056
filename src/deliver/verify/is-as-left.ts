import type { JsonObject } from '../../fhir/check/json-object.js';
import type { DeliveryDestination } from '../destination/delivery-destination.js';
import { adapt } from '../plan/adapt.js';
import { NotPlannable } from '../plan/not-plannable.js';
import type { PlanResource } from '../plan/plan-resource.js';
import { idsOf, type ProfileName } from '../plan/profile.js';
import { differences, type Difference } from './differences.js';
import { withStoredFiles } from './with-stored-files.js';

/**
 * Whether a destination has a resource as it was sent there, so that nobody has worked on it. What a server leaves out, and what it
 * adds by itself, is nobody's work; a status, a value, a performer or a note is.
 *
 * @param was as the report had it.
 * @param stored as it is there.
 */
export function isAsLeft(
  was: PlanResource,
  stored: JsonObject,
  destination: DeliveryDestination,
  profile: ProfileName,
): boolean {
  const sent = sentAs(was, destination);
  if (sent === undefined) return true;
  const found = differences(withStoredFiles(sent, stored), stored, new Map());
  return found.every((one) => isServers(one, was.resourceType, destination, profile));
}

/** @returns undefined for what cannot be sent now, which the plan says. */
function sentAs(was: PlanResource, destination: DeliveryDestination): PlanResource | undefined {
  try {
    return adapt([was], destination, new Map())[0];
  } catch (error) {
    if (error instanceof NotPlannable) return undefined;
    throw error;
  }
}

function isServers(
  { kind, path }: Difference,
  type: string,
  destination: DeliveryDestination,
  profile: ProfileName,
): boolean {
  if (kind === 'dropped' || path.startsWith(`${type}.meta`)) return true;
  const isReference = path.endsWith('.reference');
  if (kind === 'added') return isReference || /^\w+\.(?:text|identifier\b)/.test(path);
  if (!isReference) return false;
  // References of ours are changed where they have to be: to ids of the server's own, and to what a search finds.
  return path === `${type}.subject.reference`
    ? destination.subject === 'conditional'
    : idsOf(profile) === 'theirs';
}
