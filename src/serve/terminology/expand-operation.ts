import { z } from 'zod';
import type { Library } from '../../terminology/library/library.js';
import { expand } from '../../terminology/operations/expand.js';
import { one } from './input.js';
import { named, operationOf, type TerminologyOperation } from './operation.js';

const schema = z.object({
  url: one.text,
  valueSetVersion: one.text,
  filter: one.text,
  offset: one.count,
  count: one.count,
  includeDesignations: one.boolean,
  includeDefinition: one.boolean,
  activeOnly: one.boolean,
  excludeNested: one.boolean,
  excludeNotForUI: one.boolean,
  excludePostCoordinated: one.boolean,
  displayLanguage: one.language,
});

/** What `$expand` takes beside the name of the value set. */
export const expandParameters = Object.keys(schema.shape).filter(
  (name) => !['url', 'valueSetVersion'].includes(name),
);

/** `ValueSet/$expand`. */
export function expandOperation(library: Library, now: () => Date): TerminologyOperation {
  return operationOf({
    type: 'ValueSet',
    name: 'expand',
    levels: ['type', 'instance'],
    schema,
    refused: [
      'valueSet',
      'context',
      'contextDirection',
      'date',
      'designation',
      'exclude-system',
      'system-version',
      'check-system-version',
      'force-system-version',
    ],
    answer: ({ url, valueSetVersion, ...options }, id) => {
      const valueSet = named(library.valueSets, { id, url, version: valueSetVersion });
      return expand(library, valueSet, options, now().toISOString());
    },
  });
}
