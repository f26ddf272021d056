import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { CodeSystem, ConceptMap, FhirResource, ValueSet } from 'fhir/r4.js';
import {
  type CallAnswer,
  callByGet,
  callByPost,
  parametersIn,
  partsOf,
  valueOf,
  valueSetIn,
} from '../../../helpers/call-operation.js';
import { startTestGateway, type TestGateway } from '../../../helpers/gateway.js';
import { mappingFiles, mappingJson } from '../../../helpers/mapping.js';
import { errorsOf } from '../../../conformance/finding.js';
import { validateAll } from '../../../conformance/validate-all.js';

/*
 * An independent reading of `mappings/`: whatever stands in the files must come out of the operations, under the same words, and
 * nothing else.
 */

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());

/** Four validators that we did not write must find nothing wrong with any answer. */
function valid(answer: CallAnswer): CallAnswer {
  expect(errorsOf(validateAll(answer.resource))).toEqual([]);
  return answer;
}

const validGet = async (...asked: Parameters<typeof callByGet>) => valid(await callByGet(...asked));
const validPost = async (...asked: Parameters<typeof callByPost>) => valid(await callByPost(...asked));

const published = mappingFiles.map((file) => mappingJson(file) as FhirResource);
const codeSystems = published.filter((one): one is CodeSystem => one.resourceType === 'CodeSystem');
const valueSets = published.filter((one): one is ValueSet => one.resourceType === 'ValueSet');
const maps = published.filter((one): one is ConceptMap => one.resourceType === 'ConceptMap');

/** Whether it includes all of a system that is not ours to publish. */
function isOpen({ compose }: ValueSet): boolean {
  const known = new Set(codeSystems.map(({ url }) => url));
  return (compose?.include ?? []).some(
    ({ system, concept }) => concept === undefined && !known.has(system ?? ''),
  );
}

/** The codes of a value set, worked out of the files alone. */
function codesOf({ compose }: ValueSet): string[] {
  return (compose?.include ?? []).flatMap(({ system, concept }) => {
    const all = codeSystems.find(({ url }) => url === system)?.concept ?? [];
    return (concept ?? all).map(({ code }) => `${String(system)} ${code}`);
  });
}

describe.each(codeSystems.map((one) => [one.id ?? '', one] as const))('each code of %s', (id, codeSystem) => {
  const { url: system = '', title, version, concept = [] } = codeSystem;

  test('is looked up', async () => {
    for (const { code, display, definition } of concept) {
      const call = { service: gateway.url, path: 'CodeSystem/$lookup' };
      const answer = parametersIn(await validGet(call, { system, code }));
      const said = ['name', 'version', 'display'].map((name) => valueOf(answer, name));
      expect(said).toEqual([title, version, display ?? code]);
      expect(partsOf(answer, 'property')).toEqual([{ code: 'definition', value: definition }]);
    }
  });

  test('is in its code system and in its value set', async () => {
    for (const { code, display } of concept) {
      const inSystem = { service: gateway.url, path: 'CodeSystem/{id}/$validate-code', id };
      const inSet = { service: gateway.url, path: 'ValueSet/{id}/$validate-code', id };
      for (const answer of [
        await validGet(inSystem, { code }),
        await validPost(inSet, [
          { name: 'coding', valueCoding: { system, code, ...(display === undefined ? {} : { display }) } },
        ]),
      ]) {
        expect(parametersIn(answer).parameter).toEqual([
          { name: 'result', valueBoolean: true },
          ...(display === undefined ? [] : [{ name: 'display', valueString: display }]),
        ]);
      }
    }
  });
});

test.each(valueSets.filter(isOpen).map((one) => [one.id ?? '']))(
  'the value set %s, which includes what others publish, says that it cannot be expanded',
  async (id) => {
    const { status, resource } = await validGet(
      { service: gateway.url, path: 'ValueSet/{id}/$expand', id },
      {},
    );
    expect({ status, resource }).toMatchObject({
      status: 422,
      resource: { issue: [{ code: 'not-supported' }] },
    });
  },
);

test.each(valueSets.filter((one) => !isOpen(one)).map((one) => [one.id ?? '', one] as const))(
  'the value set %s expands to exactly the codes that its definition names',
  async (id, definition) => {
    const { expansion } = valueSetIn(
      await validGet({ service: gateway.url, path: 'ValueSet/{id}/$expand', id }, {}),
    );
    const codes = expansion?.contains?.map(({ system, code }) => `${String(system)} ${String(code)}`);
    expect(codes).toEqual(codesOf(definition));
    expect(expansion?.total).toBe(codes?.length);
  },
);

describe.each(maps.map((one) => [one.id ?? '', one] as const))('each element of the map %s', (id, map) => {
  const elements = (map.group ?? []).flatMap((group) => group.element.map((element) => ({ group, element })));

  test('is translated to what the map says', async () => {
    for (const { group, element } of elements) {
      const answer = parametersIn(
        await validGet(
          { service: gateway.url, path: 'ConceptMap/{id}/$translate', id },
          { system: group.source ?? '', code: element.code ?? '' },
        ),
      );
      const targets = element.target ?? [];
      expect(partsOf(answer, 'match')).toEqual(
        targets.map(({ code, display, equivalence }) => ({
          equivalence,
          ...(code === undefined
            ? {}
            : { concept: { system: group.target, code, ...(display === undefined ? {} : { display }) } }),
          source: map.url,
        })),
      );
      expect(valueOf(answer, 'result')).toBe(targets.some(({ equivalence }) => equivalence !== 'unmatched'));
    }
  });

  test('is found again from its target', async () => {
    for (const { group, element } of elements) {
      for (const { code } of element.target ?? []) {
        if (code === undefined) continue;
        const answer = parametersIn(
          await validGet(
            { service: gateway.url, path: 'ConceptMap/$translate' },
            { url: map.url ?? '', system: group.target ?? '', code, reverse: 'true' },
          ),
        );
        expect(partsOf(answer, 'match').map(({ concept }) => concept)).toContainEqual({
          system: group.source,
          code: element.code,
        });
      }
    }
  });
});

test.each([
  ['CodeSystem/$lookup', { system: 'http://loinc.org', code: '1' }],
  ['CodeSystem/$validate-code', { url: codeSystems[0]?.url ?? '', code: 'no such code' }],
  ['ValueSet/$validate-code', { url: valueSets[0]?.url ?? '' }],
  [
    'ValueSet/$expand',
    { url: valueSets[0]?.url ?? '', filter: 'left', offset: '1', count: '2', activeOnly: 'true' },
  ],
  ['ValueSet/$expand', { url: valueSets[0]?.url ?? '', includeDefinition: 'true', count: '0' }],
  ['ConceptMap/$translate', { system: 'http://loinc.org', code: '1' }],
  ['metadata', { mode: 'terminology' }],
])('%s answers %j with something valid, too', async (path, parameters: Record<string, string>) => {
  const { resource } = await validGet({ service: gateway.url, path }, parameters);
  expect(resource.resourceType).toMatch(/^(Parameters|ValueSet|OperationOutcome|TerminologyCapabilities)$/);
});
