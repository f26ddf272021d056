import { objectsIn, type JsonObject } from '../json-object.js';
import type { Visit } from '../visit.js';

/** cpb-1, cpb-2, cpb-3, cpb-14, cpb-15, cpb-16 (https://hl7.org/fhir/R4/capabilitystatement.html#invs). */
export function checkCapabilityStatement(statement: JsonObject, visit: Visit): void {
  const { kind, rest, messaging, document, description, software, implementation } = statement;
  const has = (...parts: unknown[]) => parts.some((part) => part !== undefined);
  const broken = (rule: string, text: string, below: string) => {
    visit.error('invariant', `${text} (${rule}).`, below);
  };
  if (!has(rest, messaging, document))
    broken('cpb-1', 'It says nothing of REST, messages or documents', '.rest');
  if (!has(description, software, implementation)) broken('cpb-2', 'It describes nothing', '.description');
  if (kind !== 'instance' && objectsIn(messaging).some(({ endpoint }) => endpoint !== undefined)) {
    broken('cpb-3', 'Only an instance has endpoints', '.messaging');
  }
  if (kind === 'instance' && !has(implementation))
    broken('cpb-14', 'An instance names it', '.implementation');
  if (kind === 'capability' && (has(implementation) || !has(software))) {
    broken('cpb-15', 'A capability names the software and no implementation', '.software');
  }
  if (kind === 'requirements' && has(implementation, software)) {
    broken('cpb-16', 'Requirements name neither software nor implementation', '.kind');
  }
}

/** cpb-9. */
export function checkRest({ resource }: JsonObject, visit: Visit): void {
  noteRepeated(resource, 'type', 'cpb-9', '.resource', visit);
}

/** cpb-12. */
export function checkRestResource({ searchParam }: JsonObject, visit: Visit): void {
  noteRepeated(searchParam, 'name', 'cpb-12', '.searchParam', visit);
}

function noteRepeated(list: unknown, key: string, rule: string, below: string, visit: Visit): void {
  const seen = new Set<unknown>();
  for (const [index, item] of objectsIn(list).entries()) {
    const value = item[key];
    if (seen.has(value))
      visit.error('duplicate', `The ${key} comes twice (${rule}).`, `${below}[${index}].${key}`);
    seen.add(value);
  }
}
