import { readMappings } from '../own-mappings.js';

/** Types of what the page refers to. */
type Linked = 'StructureDefinition' | 'ValueSet' | 'CodeSystem' | 'NamingSystem';

/** A Markdown link to one of our conformance resources, by a name that `definitionsFor` defines. */
export function link(id: string, type: Linked = 'StructureDefinition'): string {
  return `[${id}][${type}-${id}]`;
}

/** Where the links of a page lead: to the resources as they are published. */
export function definitionsFor(page: string): string {
  return readMappings()
    .map(({ resourceType, id = '' }) => `${resourceType}-${id}`)
    .filter((name) => page.includes(`[${name}]`))
    .map((name) => `[${name}]: ../mappings/${name}.json`)
    .join('\n');
}
