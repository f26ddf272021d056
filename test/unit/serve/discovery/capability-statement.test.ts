import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { check } from '../../../../src/fhir/check/check.js';
import {
  searchIncludesOf,
  searchParametersOf,
  searchRevIncludesOf,
} from '../../../../src/search/parameters.js';
import { capabilityStatement } from '../../../../src/serve/discovery/capability-statement.js';
import { routes } from '../../../../src/serve/routes.js';
import { validateAll } from '../../../conformance/validate-all.js';
import { routeDependencies } from '../../../helpers/route-dependencies.js';

const dependencies = routeDependencies();
const table = routes(dependencies);
const statement = capabilityStatement(dependencies.service, dependencies.access, table);
const resources = statement.rest?.[0]?.resource ?? [];

/** Where anything can be included, everything can be included at once. */
const withAll = (names: readonly string[]) => (names.length === 0 ? [] : ['*', ...names]);

describe('the CapabilityStatement', () => {
  test('is valid', () => {
    expect(check(statement)).toEqual([]);
    // fhir.js does not have the value set of media types, which is all of BCP 13.
    expect(validateAll(statement).filter(({ text }) => !text.includes('/mimetypes'))).toEqual([]);
  });

  test('speaks of this server by its public address and version', () => {
    expect(statement).toMatchObject({
      kind: 'instance',
      url: 'https://gateway.test/fhir/metadata',
      implementation: { url: 'https://gateway.test/fhir' },
      software: { version: '9.9.9' },
    });
  });

  test('has each interaction that is served, and no other', () => {
    const served = new Set(
      table.flatMap(({ interaction }) =>
        interaction === undefined ? [] : `${interaction.type} ${interaction.code}`,
      ),
    );
    const said = resources.flatMap(({ type, interaction = [] }) =>
      interaction.map(({ code }) => `${type} ${code}`),
    );
    expect(said.sort()).toEqual([...served].sort());
  });

  test('has each operation that is served, and no other', () => {
    const served = new Set(
      table.flatMap(({ path }) => {
        const [, type, name] = /^\/fhir\/(\w+)\/(?::id\/)?\$(.+)$/.exec(path) ?? [];
        return type === undefined ? [] : `${type} ${name ?? ''}`;
      }),
    );
    const said = resources.flatMap(({ type, operation = [] }) =>
      operation.map(({ name }) => `${type} ${name}`),
    );
    expect(said.sort()).toEqual([...served].sort());
  });

  const own = resources.flatMap(({ type, operation = [] }) =>
    operation
      .filter(({ definition }) => !definition.startsWith('http://hl7.org/'))
      .map(({ name, definition }) => [name, type, definition] as const),
  );

  test.each(own)('$%s of %s has the definition that mappings/ publishes', (name, type, definition) => {
    const file: unknown = JSON.parse(readFileSync(`mappings/OperationDefinition-${name}.json`, 'utf8'));
    const levels = new Set(
      table
        .filter(({ operation }) => operation?.name === name && operation.type === type)
        .map(({ path }) => (path.includes(':id') ? 'instance' : 'type')),
    );
    expect(file).toMatchObject({
      url: definition,
      code: name,
      resource: expect.arrayContaining([type]),
      type: levels.has('type'),
      instance: levels.has('instance'),
    });
  });

  test.each(
    resources
      .filter(({ type, searchParam }) => searchParam !== undefined && type !== 'Task')
      .map((one) => [one.type, one] as const),
  )(
    'has of %s what the search tables have',
    (type, { searchParam = [], searchInclude = [], searchRevInclude = [] }) => {
      expect(searchParam.map(({ name }) => name)).toEqual(searchParametersOf(type).map(({ name }) => name));
      expect(searchInclude).toEqual(withAll(searchIncludesOf(type)));
      expect(searchRevInclude).toEqual(withAll(searchRevIncludesOf(type)));
      expect(searchParam.length).toBeGreaterThan(6);
    },
  );

  test('has of Task what its own search takes', () => {
    const { searchParam } = resources.find(({ type }) => type === 'Task')!;
    expect(searchParam?.map(({ name }) => name)).toEqual(['_id', 'authored-on', 'focus', 'status']);
  });
});
