import { ownSystems } from '../../src/translate/codings.js';
import type { IdentifiedResource } from '../../src/fhir/bundle.js';
import { addressOf, readPlanResource } from '../../src/deliver/plan/plan-resource.js';
import type { HeldResource } from '../../src/deliver/sandbox/resource.js';
import { tokensOf } from '../../src/deliver/sandbox/tokens.js';
import { changeReferences, referencesOf } from '../../src/deliver/plan/references.js';

/** Types that a newer version of a report may have fewer of. */
const CAN_GO = ['Media', 'Observation', 'QuestionnaireResponse'];

/** `Type/id` of everything in a report that a newer version of it may lack. */
export function losable(resources: readonly IdentifiedResource[]): string[] {
  return resources.filter(({ resourceType }) => CAN_GO.includes(resourceType)).map(nameOf);
}

/** One of each type that may go, and with the Media an Observation that refers to it, if there is one. */
export function someLost(resources: readonly IdentifiedResource[]): string[] {
  const all = losable(resources);
  const first = CAN_GO.flatMap((type) => all.find((name) => name.startsWith(type)) ?? []);
  const referring = resources.find(
    (one) => one.resourceType === 'Observation' && targetsOf(one).some((target) => first.includes(target)),
  );
  return [...new Set([...first, ...(referring === undefined ? [] : [nameOf(referring)])])];
}

/** The report as it is when it has lost these: nothing refers to them any more. */
export function withoutLost(
  resources: readonly IdentifiedResource[],
  lost: ReadonlySet<string>,
): IdentifiedResource[] {
  return resources
    .filter((resource) => !lost.has(nameOf(resource)))
    .map((resource) => {
      const kept = changeReferences(planned(resource), (to) => (lost.has(to) ? null : to));
      return JSON.parse(JSON.stringify(kept)) as IdentifiedResource;
    });
}

/** `Type/id`, with our ids, of what a server holds as valid and as entered in error, both sorted. */
export interface HeldNames {
  readonly valid: readonly string[];
  readonly inError: readonly string[];
}

/** Tells resources apart by whether they are in error; ids may be the server's own. */
export function held(resources: readonly HeldResource[]): HeldNames {
  const [inError, valid] = [true, false].map((isInError) =>
    resources
      .filter(({ status }) => (status === 'entered-in-error') === isInError)
      .map((resource) => {
        const own = tokensOf(resource).find((token) => token.includes(`=${ownSystems.resource}|`));
        return `${resource.resourceType}/${own?.split('|')[1] ?? ''}`;
      })
      .sort(),
  );
  return { valid: valid ?? [], inError: inError ?? [] };
}

function targetsOf(resource: IdentifiedResource): string[] {
  return [...referencesOf(planned(resource))];
}

function planned(resource: IdentifiedResource) {
  return readPlanResource(JSON.stringify(resource));
}

function nameOf(resource: IdentifiedResource): string {
  return addressOf(planned(resource));
}
