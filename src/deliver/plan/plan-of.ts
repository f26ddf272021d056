import { hashOf } from '../../store/content-hash.js';
import type { DeliveryDestination } from '../destination/delivery-destination.js';
import type { PlannedRequest } from '../planned-request.js';
import { adapt } from './adapt.js';
import { documentOf } from './document.js';
import { NotPlannable } from './not-plannable.js';
import type { Plan, PlannedFiles, SharedWriting } from './plan.js';
import { addressOf, type PlanResource } from './plan-resource.js';
import { idsOf, type ProfileName } from './profile.js';
import { hasIdentifier } from './condition.js';
import { bundleRequest, createRequest, putRequest, type WrittenForm } from './requests.js';
import { levelsOf, pieces } from './targets-first.js';
import type { Standing } from './withdrawn.js';

/**
 * Plans the requests that bring a report to a destination. Pure: the same input gives the same bytes.
 *
 * The Device goes by itself and before the report: many reports share it, and servers refuse transactions that arrive together
 * and each bring the same new resource.
 *
 * @param resources the report's current ones in one language, with references as `Type/id`.
 * @param files what `filesOf` asks for.
 * @param standing what the destination has of it and the report has no more. It is withdrawn together with what takes its place, or
 *   after it: the report does not refer to it any more then.
 * @throws NotPlannable when the destination cannot take this report as both are.
 */
export function planOf(
  profile: ProfileName,
  resources: readonly PlanResource[],
  destination: DeliveryDestination,
  files: PlannedFiles = new Map(),
  standing: readonly Standing[] = [],
): Plan {
  const report = resources.find(({ resourceType }) => resourceType === 'DiagnosticReport');
  if (report === undefined) throw new NotPlannable('no-report');
  if (profile === 'document') {
    const document = documentOf(report, destination, files);
    return { profile, shared: [], requests: [createRequest(document, new Set())] };
  }
  const places = new Map(standing.map(({ resource, held }) => [addressOf(resource), held]));
  const adapted = adapt([...resources, ...standing.map(({ resource }) => resource)], destination, files);
  const present = adapted.filter((resource) => !places.has(addressOf(resource)));
  const form: WrittenForm = { ids: idsOf(profile), ours: new Set(present.map(addressOf)), places };
  const isShared = ({ resourceType }: PlanResource) => resourceType === 'Device';
  const content: Content = {
    levels: levelsOf(present.filter((resource) => !isShared(resource))),
    withdrawn: adapted.filter((resource) => places.has(addressOf(resource))),
  };
  return {
    profile,
    shared: present.filter(isShared).map((resource) => sharedWriting(profile, resource, form)),
    requests: requestsOf(profile, content, form, destination.entryCap),
  };
}

/** What is written of a report by itself. */
interface Content {
  /** What it has; each level refers to those before it only. */
  readonly levels: readonly (readonly PlanResource[])[];
  /** What it has no more, which nothing refers to. */
  readonly withdrawn: readonly PlanResource[];
}

function requestsOf(
  profile: Exclude<ProfileName, 'document'>,
  { levels, withdrawn }: Content,
  form: WrittenForm,
  entryCap: number | null,
): readonly PlannedRequest[] {
  const all = levels.flat();
  switch (profile) {
    case 'sequential':
      return [
        ...all.map((resource) => createRequest(resource, form.ours)),
        ...withdrawn.map((resource) => putRequest(resource, form)),
      ];
    case 'batch':
      // Nobody promises an order within a batch (https://hl7.org/fhir/R4/http.html#brules): each level is one of its own.
      return [...levels, withdrawn]
        .flatMap((level) => pieces(level, entryCap))
        .map((piece) => bundleRequest('batch', piece, form));
    case 'transaction-put':
      return inTransactions([...all, ...withdrawn], form, entryCap);
    case 'transaction-conditional':
      // Some servers take conditions on identifiers only (Google): what has none in R4 is searched for by itself, and comes last.
      return [
        ...inTransactions([...all.filter(hasIdentifier), ...withdrawn], form, entryCap),
        ...all
          .filter((resource) => !hasIdentifier(resource))
          .map((resource) => createRequest(resource, form.ours)),
      ];
  }
}

function inTransactions(
  resources: readonly PlanResource[],
  form: WrittenForm,
  entryCap: number | null,
): readonly PlannedRequest[] {
  return pieces(resources, entryCap).map((piece) => bundleRequest('transaction', piece, form));
}

function sharedWriting(
  profile: Exclude<ProfileName, 'document'>,
  resource: PlanResource,
  form: WrittenForm,
): SharedWriting {
  const { resourceType: type, id } = resource;
  return {
    type,
    id,
    contentHash: hashOf(JSON.stringify(resource)),
    request: profile === 'sequential' ? createRequest(resource, form.ours) : putRequest(resource, form),
  };
}
