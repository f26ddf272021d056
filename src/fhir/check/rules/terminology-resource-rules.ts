import { objectsIn, type JsonObject } from '../json-object.js';
import type { Visit } from '../visit.js';

/** csd-1: a code is defined once (https://hl7.org/fhir/R4/codesystem.html#invs). */
export function checkCodeSystem(system: JsonObject, visit: Visit): void {
  const seen = new Set<unknown>();
  const waiting: { concepts: unknown; at: string }[] = [{ concepts: system['concept'], at: '.concept' }];
  for (let part = waiting.pop(); part !== undefined; part = waiting.pop()) {
    for (const [index, { code, concept }] of objectsIn(part.concepts).entries()) {
      const at = `${part.at}[${index}]`;
      if (code !== undefined && seen.has(code)) {
        visit.error('duplicate', 'The code is defined twice (csd-1).', `${at}.code`);
      }
      seen.add(code);
      if (concept !== undefined) waiting.push({ concepts: concept, at: `${at}.concept` });
    }
  }
}

/** vsd-1, vsd-2, vsd-3 (https://hl7.org/fhir/R4/valueset.html#invs). */
export function checkValueSetInclude({ system, valueSet, concept, filter }: JsonObject, visit: Visit): void {
  if (system === undefined && valueSet === undefined) {
    visit.error('invariant', 'It includes from a system or a value set (vsd-1).', '.system');
  } else if (system === undefined && (concept !== undefined || filter !== undefined)) {
    visit.error('invariant', 'Concepts and filters are those of a system (vsd-2).', '.system');
  }
  if (concept !== undefined && filter !== undefined) {
    visit.error('invariant', 'It has concepts or filters, not both (vsd-3).', '.filter');
  }
}

/** cmd-1 (https://hl7.org/fhir/R4/conceptmap.html#invs). */
export function checkConceptMapTarget({ equivalence, comment }: JsonObject, visit: Visit): void {
  if ((equivalence === 'narrower' || equivalence === 'inexact') && comment === undefined) {
    visit.error('invariant', 'A narrower or inexact target is explained in a comment (cmd-1).', '.comment');
  }
}
