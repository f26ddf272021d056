import type { ElementDefinition, StructureDefinition } from 'fhir/r4.js';
import { packageInfo } from '../../src/package-info.js';
import { noticesFor } from './notices.js';

export const IG = 'https://derm-fhir-gateway.github.io/ig';

/** What a profile says of one element, beyond which element it is. */
export type Constraint = Omit<ElementDefinition, 'id' | 'path' | 'sliceName'>;

/** A profile or extension as its author writes it. */
export interface Profile {
  readonly id: string;
  /** The type of R4 that it constrains. */
  readonly type: string;
  /** Another profile of ours that it constrains further. */
  readonly base?: string;
  /** Only others are made from it: no resource claims it. */
  readonly abstract?: true;
  readonly title: string;
  readonly description: string;
  /** Of an extension: the types that may carry it. */
  readonly context?: readonly string[];
  /**
   * Constraints by the id of the element, in R4's order of elements: `Observation.component:condition.value[x]` is the value
   * in the slice `condition` of the components.
   */
  readonly elements: Readonly<Record<string, Constraint>>;
}

/** The canonical URL of one of our profiles or extensions. */
export function profileUrl(id: string): string {
  return `${IG}/StructureDefinition/${id}`;
}

/** The canonical URL of one of our value sets. */
export function valueSetUrl(id: string): string {
  return `${IG}/ValueSet/${id}`;
}

/** The published resource of a profile, without snapshot and narrative. */
export function structureDefinition(profile: Profile): StructureDefinition {
  const { id, type, base, abstract = false, title, description, context } = profile;
  const element = Object.entries(profile.elements).map(([at, constraint]) =>
    definition(at, constraint, type),
  );
  return {
    resourceType: 'StructureDefinition',
    id,
    language: 'en',
    url: profileUrl(id),
    version: packageInfo.version,
    name: id.replace(/(?:^|-)([a-z])/g, (_match, letter: string) => letter.toUpperCase()),
    title,
    status: 'active',
    experimental: false,
    date: '2026-11-25',
    publisher: 'derm-fhir-gateway',
    contact: [{ telecom: [{ system: 'url', value: 'https://derm-fhir-gateway.github.io' }] }],
    description,
    copyright: noticesFor(JSON.stringify(element)),
    fhirVersion: '4.0.1',
    kind: type === 'Extension' ? 'complex-type' : 'resource',
    abstract,
    ...(context === undefined
      ? {}
      : { context: context.map((expression) => ({ type: 'element', expression })) }),
    type,
    baseDefinition: base === undefined ? `http://hl7.org/fhir/StructureDefinition/${type}` : profileUrl(base),
    derivation: 'constraint',
    differential: { element },
  };
}

/** Whoever reads what the gateway makes must support all that a profile speaks of and does not rule out. */
function definition(id: string, constraint: Constraint, type: string): ElementDefinition {
  const path = id.replace(/:[^.]+/g, '');
  const sliceName = /:([^.:]+)$/.exec(id)?.[1];
  const isSupported = type !== 'Extension' && path.includes('.') && constraint.max !== '0';
  return {
    id,
    path,
    ...(sliceName === undefined ? {} : { sliceName }),
    ...constraint,
    ...(isSupported ? { mustSupport: true } : {}),
  };
}
