import { isObject, type JsonObject } from '../../fhir/check/json-object.js';
import type { DeliveryDestination } from '../destination/delivery-destination.js';
import { addressOf, type PlanResource } from './plan-resource.js';
import { changeReferences } from './references.js';

/** FHIR's own word for what must not be used: a code, the same in every language. */
export const IN_ERROR = 'entered-in-error';

/**
 * Types that a newer version of a report may have fewer of, and whose status can say so. A Provenance has no status in R4, and what it
 * says of an earlier version stays true; the DiagnosticReport is always there; the Device belongs to other reports, too.
 */
const WITHDRAWABLE: ReadonlySet<string> = new Set(['Media', 'Observation', 'QuestionnaireResponse']);

/** What a report had and has no more. */
export interface Withdrawn {
  /** As they shall become where they are, with references as `Type/id`. */
  readonly resources: readonly PlanResource[];
  /** `Type/id` of everything that went. */
  readonly gone: ReadonlySet<string>;
}

/** A withdrawn resource as a destination has it. */
export interface Held {
  /** `Type/id` there. */
  readonly place: string;
  /** Whether it says there that it was withdrawn. */
  readonly isInError: boolean;
  /** As it is there; null where that may not be read. */
  readonly stored: JsonObject | null;
  /** Entity tag of that version; null: the server gives none. */
  readonly etag: string | null;
}

/** A withdrawn resource that a destination still shows as valid. */
export interface Standing {
  /** As it shall become, under our id; what it refers to is there. */
  readonly resource: PlanResource;
  /** What is there, and where. */
  readonly held: Held;
}

/**
 * Withdraws what a report had and has no more: by its status, which R4 makes a modifier for this purpose
 * (https://hl7.org/fhir/R4/observation-definitions.html#Observation.status). Nothing is deleted: who has acted on it shall find it.
 *
 * @param former what earlier versions had, each as it was last.
 * @param present what the report has now.
 */
export function withdrawnOf(
  former: readonly PlanResource[],
  present: readonly PlanResource[],
  { media }: Pick<DeliveryDestination, 'media'>,
): Withdrawn {
  const kept = new Set(present.map(addressOf));
  const gone = former.filter((resource) => !kept.has(addressOf(resource)));
  return {
    gone: new Set(gone.map(addressOf)),
    resources: gone
      .filter(({ resourceType }) => WITHDRAWABLE.has(resourceType))
      .filter(({ resourceType }) => resourceType !== 'Media' || media !== 'omit')
      .map(inError),
  };
}

/** The narrative says it, too: it must not tell people what the status denies (https://hl7.org/fhir/R4/narrative.html). */
function inError(resource: PlanResource): PlanResource {
  const { text } = resource;
  const div = isObject(text) ? text['div'] : undefined;
  const marked =
    isObject(text) && typeof div === 'string'
      ? { text: { ...text, div: div.replace('>', `><p>${IN_ERROR}</p>`) } }
      : {};
  return { ...resource, ...marked, status: IN_ERROR };
}

/**
 * Chooses what a destination must be told: of what it has, that which it still shows as valid. What it never got is not made there
 * only to be void, and no reference to it is left.
 *
 * @param held what the destination has of it, by our `Type/id`.
 */
export function standingOf(
  { resources, gone }: Withdrawn,
  held: ReadonlyMap<string, Held>,
): readonly Standing[] {
  const change = (to: string): string | null => held.get(to)?.place ?? (gone.has(to) ? null : to);
  return resources.flatMap((resource) => {
    const there = held.get(addressOf(resource));
    if (there === undefined || there.isInError) return [];
    return [{ resource: changeReferences(resource, change), held: there }];
  });
}
