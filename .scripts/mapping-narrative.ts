import type {
  CodeSystem,
  ConceptMap,
  ElementDefinition,
  NamingSystem,
  OperationDefinition,
  SearchParameter,
  StructureDefinition,
  ValueSet,
} from 'fhir/r4.js';
import { escapeXml, narrative } from '../src/fhir/narrative.js';

/** A resource of `mappings/`. */
export type Published =
  | CodeSystem
  | ConceptMap
  | NamingSystem
  | OperationDefinition
  | SearchParameter
  | StructureDefinition
  | ValueSet;

type Row = readonly (string | undefined)[];

/**
 * What a resource of `mappings/` says, as XHTML for people: its title, its description and its content as a table.
 *
 * @returns the resource with its narrative made anew.
 */
export function withNarrative(resource: Published): Published {
  const { resourceType, id, language = 'en', ...rest } = resource;
  const title = 'title' in resource && resource.title !== undefined ? resource.title : (resource.name ?? '');
  const [head, ...rows] = tableOf(resource);
  const xhtml =
    `<p><b>${escapeXml(title)}</b></p><p>${escapeXml(resource.description ?? '')}</p>` +
    `<table><thead>${row(head ?? [], 'th')}</thead><tbody>${rows.map((cells) => row(cells, 'td')).join('')}</tbody></table>`;
  const text = narrative(language, xhtml);
  // Named twice: the first gives it its place among the properties, the second its value.
  return { ...{ resourceType, id, language, text }, ...rest, text } as Published;
}

function row(cells: Row, tag: 'th' | 'td'): string {
  return `<tr>${cells.map((cell = '') => `<${tag}>${escapeXml(cell)}</${tag}>`).join('')}</tr>`;
}

function tableOf(resource: Published): Row[] {
  switch (resource.resourceType) {
    case 'CodeSystem':
      return [
        ['Code', 'Display', 'Definition'],
        ...(resource.concept ?? []).map(({ code, display, definition }) => [code, display, definition]),
      ];
    case 'ValueSet':
      return [['System', 'Code', 'Display'], ...(resource.compose?.include ?? []).flatMap(includeRows)];
    case 'ConceptMap':
      return [['Source', 'Equivalence', 'Target', 'Display', 'Comment'], ...mapRows(resource)];
    case 'NamingSystem':
      return [['Type', 'Value'], ...resource.uniqueId.map(({ type, value }) => [type, value])];
    case 'OperationDefinition':
      return [
        ['Parameter', 'Use', 'Cardinality', 'Type', 'Meaning'],
        ...(resource.parameter ?? []).map(({ name, use, min, max, type, documentation }) => [
          name,
          use,
          `${min}..${max}`,
          type,
          documentation,
        ]),
      ];
    case 'SearchParameter':
      return [
        ['Code', 'Of', 'Type', 'Targets', 'Expression'],
        [
          resource.code,
          resource.base.join(', '),
          resource.type,
          resource.target?.join(', '),
          resource.expression,
        ],
      ];
    case 'StructureDefinition':
      return [['Element', 'Cardinality', 'Type', 'Meaning'], ...elementRows(resource)];
  }
}

function includeRows({ system, concept }: NonNullable<ValueSet['compose']>['include'][number]): Row[] {
  return concept?.map(({ code, display }) => [system, code, display]) ?? [[system, 'all codes']];
}

function mapRows({ group = [] }: ConceptMap): Row[] {
  return group.flatMap(({ element }) =>
    element.flatMap(({ code: source, target = [] }) =>
      target.map(({ equivalence, code, display, comment }) => [source, equivalence, code, display, comment]),
    ),
  );
}

/** Of a profile what it says beyond what it is made from; of an extension the values, for the rest is the same in every one. */
function elementRows({ type, snapshot, differential }: StructureDefinition): Row[] {
  const elements = snapshot?.element ?? [];
  if (type === 'Extension') return valueRows(elements);
  const constrained = new Set(differential?.element.map(({ id }) => id));
  return elements
    .filter(({ id, path }) => constrained.has(id) && path.includes('.'))
    .map(({ id, min = 0, max = '*', type: types = [], short }) => [
      id,
      `${min}..${max}`,
      [...new Set(types.map(({ code }) => code.replace(/^.*System\./, '')))].join(', '),
      short,
    ]);
}

function valueRows(elements: readonly ElementDefinition[]): Row[] {
  return elements
    .filter(({ path, max }) => path.endsWith('.value[x]') && max !== '0')
    .map(({ id = '', type, short }) => {
      const owner = elements.find((element) => element.id === id.slice(0, -'.value[x]'.length));
      const name = owner?.sliceName ?? 'value';
      return [
        name,
        `${owner?.min ?? 0}..${owner?.max ?? '*'}`,
        type?.map(({ code }) => code).join(', '),
        short,
      ];
    });
}
