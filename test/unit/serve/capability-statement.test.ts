import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { check } from '../../../src/fhir/check/check.js';
import { createReadiness } from '../../../src/http/readiness.js';
import { capabilityStatement } from '../../../src/serve/capability-statement.js';
import { routes } from '../../../src/serve/routes.js';
import { createLibrary } from '../../../src/terminology/library/library.js';
import { createTranslator } from '../../../src/translate/translator.js';
import { testContext } from '../../helpers/context.js';

const service = { name: 'derm-fhir-gateway', version: '9.9.9', baseUrl: 'https://gateway.test/fhir' };
const table = routes({
  service,
  translate: createTranslator({ context: testContext() }),
  vendor: { fetchReport: () => Promise.reject(new Error('not asked')) },
  readiness: createReadiness(),
  locale: 'en',
  bodyLimit: 1024,
  library: createLibrary(),
  now: () => new Date(0),
});
const statement = capabilityStatement(service, table);
const operations = statement.rest?.[0]?.resource?.[0]?.operation ?? [];

describe('the CapabilityStatement', () => {
  test('is valid', () => {
    expect(check(statement)).toEqual([]);
  });

  test('speaks of this server by its public address and version', () => {
    expect(statement).toMatchObject({
      kind: 'instance',
      url: 'https://gateway.test/fhir/metadata',
      implementation: { url: 'https://gateway.test/fhir' },
      software: { version: '9.9.9' },
    });
  });

  test('lists each operation that is served, and no other', () => {
    const served = table.flatMap(({ path }) => /^\/fhir\/DiagnosticReport\/\$(.+)$/.exec(path)?.[1] ?? []);
    expect(operations.map(({ name }) => name)).toEqual(served);
  });

  test.each(
    operations
      .filter(({ definition }) => !definition.startsWith('http://hl7.org/fhir/'))
      .map(({ name, definition }) => [name, definition]),
  )('$%s has the definition that mappings/ publishes', (name, definition) => {
    const file: unknown = JSON.parse(readFileSync(`mappings/OperationDefinition-${name}.json`, 'utf8'));
    expect(file).toMatchObject({ url: definition, code: name, resource: ['DiagnosticReport'], type: true });
  });
});
