import { readdirSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { deepFreeze } from '../fhir/deep-freeze.js';
import { inPackage } from '../package-info.js';
import { InvalidMapping } from './invalid-mapping.js';
import {
  mappingSchema,
  type CodeSystemMapping,
  type ConceptMapMapping,
  type Mapping,
} from './mapping-schema.js';

/** The project's own conformance resources: the single source of its codes and maps, and what it publishes. */
export interface Mappings {
  /** All of them but profiles and extensions, by file name. Frozen. */
  readonly all: readonly Mapping[];
  /**
   * Profiles and extensions, by file name. Frozen. They are large, and nothing but their publication needs them: they are
   * read anew each time.
   *
   * @throws InvalidMapping as `loadMappings` does.
   */
  readonly profiles: () => readonly Mapping[];
  /** @throws InvalidMapping when there is no such CodeSystem. */
  readonly codeSystem: (id: string) => CodeSystemMapping;
  /** @throws InvalidMapping when there is no such ConceptMap. */
  readonly conceptMap: (id: string) => ConceptMapMapping;
}

const FOLDER = inPackage('mappings/');

/**
 * Reads and checks the resources, once at start.
 *
 * @param folder URL of a folder, with its trailing slash.
 * @throws InvalidMapping with file name and rule for the first file that is wrong.
 */
export function loadMappings(folder: URL = FOLDER): Mappings {
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort();
  const all = files.filter((file) => !isProfile(file)).map((file) => readMapping(folder, file));
  return {
    all,
    profiles: () => files.filter(isProfile).map((file) => readMapping(folder, file)),
    codeSystem: (id) => find(all, 'CodeSystem', id),
    conceptMap: (id) => find(all, 'ConceptMap', id),
  };
}

function isProfile(file: string): boolean {
  return file.startsWith('StructureDefinition-');
}

function readMapping(folder: URL, file: string): Mapping {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
  } catch (cause) {
    throw new InvalidMapping(file, `is no JSON (${cause instanceof Error ? cause.message : 'unreadable'})`);
  }
  const { success, data, error } = mappingSchema.safeParse(json);
  if (!success) throw new InvalidMapping(file, ruleOf(error));
  if (file !== `${data.resourceType}-${data.id}.json`)
    throw new InvalidMapping(file, `must be named ${data.resourceType}-${data.id}.json`);
  const hollow = hollowPlace(data, '');
  if (hollow !== null) throw new InvalidMapping(file, `${hollow}: FHIR has no null and nothing empty`);
  return deepFreeze(data);
}

function ruleOf({ issues }: z.ZodError): string {
  const [first] = issues;
  if (first === undefined) return 'is invalid';
  return first.path.length === 0 ? first.message : `${z.core.toDotPath(first.path)}: ${first.message}`;
}

/** Where a null, a blank string, an empty array or an empty object stands (https://hl7.org/fhir/R4/json.html). */
function hollowPlace(value: unknown, place: string): string | null {
  if (value === null || value === '') return place;
  if (typeof value !== 'object') return null;
  const members = Object.entries(value);
  if (members.length === 0) return place;
  for (const [key, member] of members) {
    const found = hollowPlace(member, place === '' ? key : `${place}.${key}`);
    if (found !== null) return found;
  }
  return null;
}

function find<T extends Mapping['resourceType']>(
  all: readonly Mapping[],
  type: T,
  id: string,
): Extract<Mapping, { resourceType: T }> {
  const found = all.find((mapping) => isType(mapping, type) && mapping.id === id);
  if (found === undefined || !isType(found, type))
    throw new InvalidMapping(`${type}-${id}.json`, 'is missing');
  return found;
}

function isType<T extends Mapping['resourceType']>(
  mapping: Mapping,
  type: T,
): mapping is Extract<Mapping, { resourceType: T }> {
  return mapping.resourceType === type;
}
