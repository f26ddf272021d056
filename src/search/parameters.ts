import { conformanceParameters } from './conformance-parameters.js';
import { code, concept, date, uri } from './parameter-kinds.js';
import { reportParameters } from './report-parameters.js';
import { fieldOf, identifierFieldOf, type SearchParameter } from './search-parameter.js';

export { searchIncludesOf, searchRevIncludesOf } from './inclusions.js';

/** What R4 gives every type. `_id` and `_lastUpdated` are kept with the resource, not as values. */
const common: readonly SearchParameter[] = [
  code('_id', 'Resource-id'),
  date('_lastUpdated', 'Resource-lastUpdated'),
  uri('_profile', 'Resource-profile', 'meta.profile'),
  concept('_security', 'Resource-security', 'meta.security'),
  uri('_source', 'Resource-source', 'meta.source'),
  concept('_tag', 'Resource-tag', 'meta.tag'),
];

const parameters: ReadonlyMap<string, readonly SearchParameter[]> = new Map(
  Object.entries({ ...reportParameters, ...conformanceParameters }).map(([type, own]) => [
    type,
    [...common, ...own],
  ]),
);

/** Types of resource that can be searched. */
export const searchableTypes: readonly string[] = [...parameters.keys()];

/** Whether resources of a type can be searched here. */
export function isSearchable(type: string): boolean {
  return parameters.has(type);
}

/** The search parameters of a type, in the order in which a CapabilityStatement lists them; none for an unknown type. */
export function searchParametersOf(type: string): readonly SearchParameter[] {
  return parameters.get(type) ?? [];
}

/** One search parameter of a type. */
export function searchParameter(type: string, name: string): SearchParameter | undefined {
  return searchParametersOf(type).find((one) => one.name === name);
}

/** Fields of the index that hold what a parameter looks through. */
export function fieldsOf(type: string, { name, alias }: SearchParameter): readonly string[] {
  return (alias.length === 0 ? [name] : alias).map((one) => fieldOf(type, one));
}

/** The same, and the references that are only an identifier: where a parameter has a value at all. */
export function presenceFieldsOf(type: string, parameter: SearchParameter): readonly string[] {
  const identifiers = parameter.modifiers.includes('identifier')
    ? [identifierFieldOf(type, parameter.name)]
    : [];
  return [...fieldsOf(type, parameter), ...identifiers];
}
