import type { ElementDefinition, ElementDefinitionType, StructureDefinition } from 'fhir/r4.js';
import type { R4Table } from '../src/fhir/check/r4-table.js';
import { enumOf, hasElement, isRequiredBySchema, type R4Schema } from './r4-schema.js';
import type { ValueSets } from './r4-value-sets.js';

const STRUCTURE = 'http://hl7.org/fhir/StructureDefinition/';
const FHIR_TYPE = `${STRUCTURE}structuredefinition-fhir-type`;

/** Elements whose codes have no list but a form: BCP 47 and RFC 6838. */
const FORMS: readonly (readonly [path: RegExp, type: string])[] = [
  [/^(?!Expression\.).*\.language$/, 'languagetag'],
  [/^(?:Attachment|Binary)\.contentType$/, 'mimetype'],
];

/** Gives each distinct list one number, so that the table names it only once. */
class Pool {
  readonly lists: string[] = [];
  readonly #numbers = new Map<string, number>();

  add(items: readonly string[]): number {
    const gap = items.find((item) => item.includes(' '));
    if (gap !== undefined) throw new Error(`a list is separated by blanks, and this has one: ${gap}`);
    const list = items.join(' ');
    const known = this.#numbers.get(list);
    if (known !== undefined) return known;
    this.#numbers.set(list, this.lists.length);
    return this.lists.push(list) - 1;
  }
}

/** Encodes StructureDefinitions as the lines of the table, see {@link R4Table}. */
export class ElementTable {
  readonly #codes = new Pool();
  readonly #targets = new Pool();
  readonly #types: Record<string, string> = {};
  readonly #resources: string[] = [];

  constructor(
    readonly schema: R4Schema,
    readonly valueSets: ValueSets,
  ) {}

  add(definition: StructureDefinition): void {
    const isProfile = definition.derivation === 'constraint';
    const elements = (definition.snapshot?.element ?? []).filter(
      ({ path }) => isProfile || !path.includes('.') || hasElement(this.schema, path),
    );
    const name = definition.id ?? definition.name;
    if (definition.kind === 'resource') this.#resources.push(name);
    const parents = new Set(elements.slice(1).map(({ path }) => path.slice(0, path.lastIndexOf('.'))));
    for (const parent of parents) {
      const depth = parent.split('.').length + 1;
      const children = elements.filter(
        ({ path, max }) => path.startsWith(`${parent}.`) && path.split('.').length === depth && max !== '0',
      );
      const typeName = parent === definition.type ? name : parent;
      this.#types[typeName] = children.map((child) => this.#element(child, parents, definition)).join('|');
    }
  }

  build(): Pick<R4Table, 'resources' | 'types' | 'codes' | 'targets'> {
    return {
      resources: this.#resources,
      types: this.#types,
      codes: this.#codes.lists,
      targets: this.#targets.lists,
    };
  }

  #element(element: ElementDefinition, parents: ReadonlySet<string>, owner: StructureDefinition): string {
    const name = element.path.slice(element.path.lastIndexOf('.') + 1);
    const isRequired = (element.min ?? 0) > 0 || isRequiredBySchema(this.schema, element.path);
    const marks = [
      isRequired ? '!' : '',
      element.max === '1' ? '' : '*',
      element.isSummary === true ? '^' : '',
      element.isModifier === true ? '~' : '',
    ];
    return `${name}${marks.join('')}:${this.#typesOf(element, parents, owner).join(',')}`;
  }

  #typesOf(element: ElementDefinition, parents: ReadonlySet<string>, owner: StructureDefinition): string[] {
    if (element.contentReference !== undefined) return [element.contentReference.slice(1)];
    if (parents.has(element.path)) return [element.path];
    if (owner.kind === 'resource' && element.path === `${owner.type}.id`) return ['id'];
    return (element.type ?? []).map((type) => this.#typeOf(type, element));
  }

  /** e.g. `string`, `code=12`, `Reference>3`. */
  #typeOf(type: ElementDefinitionType, element: ElementDefinition): string {
    const code = type.extension?.find(({ url }) => url === FHIR_TYPE)?.valueUrl ?? type.code;
    if (code === 'Quantity' && type.profile?.[0] === `${STRUCTURE}SimpleQuantity`) return 'SimpleQuantity';
    if (code === 'Reference') return `${code}${this.#targetsOf(type.targetProfile)}`;
    // What a reference may look like is judged with where it leads.
    if (element.path === 'Reference.reference') return 'reference';
    // Systems come up so often that the check keeps them in mind.
    if (code === 'uri' && element.path.endsWith('.system')) return 'system';
    if (code === 'code') return this.#boundCode(element);
    if (code !== 'CodeableConcept' || element.binding?.strength !== 'required') return code;
    const codes = this.valueSets.codesOf(element.binding.valueSet ?? '');
    if (codes === undefined) return code;
    return `${code}=${this.#codes.add(codes.map((one) => `${one.system}|${one.code}`))}`;
  }

  /** The schema spells out few of the code lists; the value sets give the others, and must agree with it. */
  #boundCode({ path, binding }: ElementDefinition): string {
    const form = FORMS.find(([end]) => end.test(path));
    if (form !== undefined) return form[1];
    // The schema spells out some lists that the binding leaves open.
    if (binding?.strength !== 'required') return 'code';
    const listed = enumOf(this.schema, path);
    const expanded = this.valueSets.codesOf(binding.valueSet ?? '')?.map(({ code }) => code);
    if (listed !== undefined && expanded !== undefined && !isSameList(listed, expanded)) {
      throw new Error(`schema and value set disagree about the codes of ${path}`);
    }
    const codes = expanded ?? listed;
    return codes === undefined ? 'code' : `code=${this.#codes.add([...new Set(codes)].sort())}`;
  }

  #targetsOf(profiles: readonly string[] = []): string {
    const names = [...new Set(profiles.map((profile) => profile.slice(STRUCTURE.length)))];
    return names.length === 0 || names.includes('Resource') ? '' : `>${this.#targets.add(names)}`;
  }
}

function isSameList(one: readonly string[], other: readonly string[]): boolean {
  const set = new Set(other);
  return one.length === set.size && one.every((item) => set.has(item));
}
