import type { ResourceVersion } from '../../store/store.js';
import { hashOf } from '../../store/content-hash.js';
import type { DeliveryDestination } from '../destination/delivery-destination.js';
import type { PlannedRequest } from '../planned-request.js';
import { adapt } from './adapt.js';
import { documentOf } from './document.js';
import { NotPlannable } from './not-plannable.js';
import type { Plan, PlannedFiles, SharedWriting } from './plan.js';
import { addressOf, readPlanResource, type PlanResource } from './plan-resource.js';
import type { ProfileName } from './profile.js';
import { hasIdentifier } from './condition.js';
import { bundleRequest, createRequest, putRequest } from './requests.js';
import { levelsOf, pieces } from './targets-first.js';

/**
 * Plans the requests that bring a report to a destination. Pure: the same input gives the same bytes.
 *
 * The Device goes by itself and before the report: many reports share it, and servers refuse transactions that arrive together
 * and each bring the same new resource.
 *
 * @param versions the report's current resources in one language, with references as `Type/id`.
 * @param files what `filesOf` asks for.
 * @throws NotPlannable when the destination cannot take this report as both are.
 */
export function planOf(
  profile: ProfileName,
  versions: readonly Pick<ResourceVersion, 'json'>[],
  destination: DeliveryDestination,
  files: PlannedFiles = new Map(),
): Plan {
  const resources = versions.map(({ json }) => readPlanResource(json));
  const report = resources.find(({ resourceType }) => resourceType === 'DiagnosticReport');
  if (report === undefined) throw new NotPlannable('no-report');
  if (profile === 'document') {
    const document = documentOf(report, destination, files);
    return { profile, shared: [], requests: [createRequest(document, new Set())] };
  }
  const adapted = adapt(resources, destination, files);
  const ours = new Set(adapted.map(addressOf));
  const isShared = ({ resourceType }: PlanResource) => resourceType === 'Device';
  return {
    profile,
    shared: adapted.filter(isShared).map((resource) => sharedWriting(profile, resource, ours)),
    requests: requestsOf(
      profile,
      levelsOf(adapted.filter((resource) => !isShared(resource))),
      ours,
      destination.entryCap,
    ),
  };
}

function requestsOf(
  profile: Exclude<ProfileName, 'document'>,
  levels: readonly (readonly PlanResource[])[],
  ours: ReadonlySet<string>,
  entryCap: number | null,
): readonly PlannedRequest[] {
  switch (profile) {
    case 'sequential':
      return levels.flat().map((resource) => createRequest(resource, ours));
    case 'batch':
      // Nobody promises an order within a batch (https://hl7.org/fhir/R4/http.html#brules): each level is one of its own.
      return levels
        .flatMap((level) => pieces(level, entryCap))
        .map((piece) => bundleRequest('batch', piece, { ids: 'ours', ours }));
    case 'transaction-put':
      return inTransactions(levels.flat(), 'ours', ours, entryCap);
    case 'transaction-conditional': {
      // Some servers take conditions on identifiers only (Google): what has none in R4 is searched for by itself, and comes last.
      const all = levels.flat();
      const identified = all.filter(hasIdentifier);
      return [
        ...inTransactions(identified, 'theirs', ours, entryCap),
        ...all
          .filter((resource) => !hasIdentifier(resource))
          .map((resource) => createRequest(resource, ours)),
      ];
    }
  }
}

function inTransactions(
  resources: readonly PlanResource[],
  ids: 'ours' | 'theirs',
  ours: ReadonlySet<string>,
  entryCap: number | null,
): readonly PlannedRequest[] {
  return pieces(resources, entryCap).map((piece) => bundleRequest('transaction', piece, { ids, ours }));
}

function sharedWriting(
  profile: Exclude<ProfileName, 'document'>,
  resource: PlanResource,
  ours: ReadonlySet<string>,
): SharedWriting {
  const { resourceType: type, id } = resource;
  return {
    type,
    id,
    contentHash: hashOf(JSON.stringify(resource)),
    request: sharedRequest(profile, resource, ours),
  };
}

function sharedRequest(
  profile: Exclude<ProfileName, 'document'>,
  resource: PlanResource,
  ours: ReadonlySet<string>,
): PlannedRequest {
  if (profile === 'sequential') return createRequest(resource, ours);
  return putRequest(resource, { ids: profile === 'transaction-conditional' ? 'theirs' : 'ours', ours });
}
