import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { CapabilityStatementRestResource, FhirResource } from 'fhir/r4.js';
import { validateAll } from './validate-all.js';
import { r4SearchParameters } from './walk/r4-search-parameters.js';
import { TRIALS, UNDECLARED } from './walk/interactions.js';
import { callOf } from './walk/operations.js';
import { modifiersOf, narrowingsOf, type Narrowing } from './walk/narrowings.js';
import { NEVER_FOUND, NEVER_THERE, NEVER_TOLD } from './walk/never-seen.js';
import { otherValue, searchValues, type SearchValue } from './walk/search-values.js';
import { entriesIn, matchesIn, serve, type Reply, type Served } from './walk/served.js';
import { isFinding, isTelling } from './walk/trial.js';

/*
 * Walks through /fhir/metadata: what it declares must work, and what it does not declare must not. Values to search for are
 * taken from the stored resources by evaluating R4's own SearchParameter expressions with fhirpath.js.
 */
let served: Served;
beforeAll(async () => {
  served = await serve();
});
afterAll(() => served.gateway.close());

/** Warnings are about codes of terminologies that npm's validators do not have. */
function errorsIn(resource: unknown): unknown[] {
  return validateAll(resource).filter(({ severity }) => severity === 'error');
}

const STRICT = { Prefer: 'handling=strict' };

const codesOf = ({ interaction = [] }: CapabilityStatementRestResource) =>
  interaction.map(({ code }) => code);
const searchable = () => served.types.filter((type) => codesOf(type).includes('search-type'));
const idsOf = (resources: readonly FhirResource[] = []) => resources.map(({ id }) => id ?? '').sort();
const idsIn = (reply: Reply) => idsOf(matchesIn(reply));

/** Parameters that every type has may be declared once for all. */
function parametersOf({ searchParam = [] }: CapabilityStatementRestResource) {
  return [...searchParam, ...(served.statement.rest?.[0]?.searchParam ?? [])];
}

/** What is found, without its content: who is found is the question. */
async function search(type: string, name: string, value: string, headers = {}): Promise<Reply> {
  return served.get(`/${type}?${name}=${encodeURIComponent(value)}&_count=200&_elements=id`, headers);
}

/** The address that a searchset says it was searched with. */
function selfOf({ resource }: Reply): string {
  const links = resource?.resourceType === 'Bundle' ? (resource.link ?? []) : [];
  return links.find(({ relation }) => relation === 'self')?.url ?? '';
}

describe('the CapabilityStatement', () => {
  test('is valid', () => {
    expect(errorsIn(served.statement)).toEqual([]);
  });

  test('declares parameters as R4 defines them', () => {
    const wrong = searchable().flatMap((type) =>
      parametersOf(type)
        .filter((declared) => {
          const defined = r4SearchParameters(type.type).find(({ code }) => code === declared.name);
          return defined?.url !== declared.definition || defined?.type !== declared.type;
        })
        .map(({ name }) => `${type.type}.${name}`),
    );
    expect(wrong).toEqual([]);
  });

  test('publishes the definition of every operation of its own', async () => {
    const own = served.types.flatMap(({ operation = [] }) => operation.map(({ definition }) => definition));
    for (const definition of own.filter((url) => url.startsWith('https://derm-fhir-gateway.github.io/')))
      expect([definition, idsIn(await search('OperationDefinition', 'url', definition)).length]).toEqual([
        definition,
        1,
      ]);
  });
});

describe('what is declared', () => {
  test('has resources to be tried with', () => {
    const empty = served.types.filter(({ type }) => (served.stored.get(type) ?? []).length === 0);
    expect(empty.map(({ type }) => type)).toEqual([]);
  });

  test('is valid, every resource of it', () => {
    const all = [...served.stored.values()].flat();
    expect(all.flatMap((resource) => errorsIn(resource).map((finding) => [resource.id, finding]))).toEqual(
      [],
    );
  });

  test('works: each interaction with each type', async () => {
    const problems: string[] = [];
    for (const type of served.types) {
      const [resource] = served.stored.get(type.type) ?? [];
      for (const code of codesOf(type)) {
        if (code === 'delete') continue;
        const found = (await TRIALS[code]?.(served, resource!)) ?? [`nobody knows how to try ${code}`];
        problems.push(...found.map((text) => `${type.type}: ${text}`));
      }
    }
    expect(problems).toEqual([]);
  });

  test('works: conditional reads', async () => {
    const problems: unknown[] = [];
    for (const { type, conditionalRead } of served.types) {
      if (conditionalRead === undefined || conditionalRead === 'not-supported') continue;
      const [resource] = served.stored.get(type) ?? [];
      const path = `/${type}/${resource?.id ?? ''}`;
      const { headers } = await served.get(path);
      const conditions = {
        'If-None-Match': headers.get('etag') ?? '',
        'If-Modified-Since': headers.get('last-modified') ?? '',
      };
      for (const [name, value] of Object.entries(conditions)) {
        const { status, resource: body } = await served.get(path, { [name]: value });
        if (status !== 304 || body !== null) problems.push([type, name, status]);
      }
    }
    expect(problems).toEqual([]);
  });

  test('works: each search parameter finds what R4 says that it finds, and nothing else', async () => {
    const problems: unknown[] = [];
    for (const { type, parameter, finds } of trials()) {
      for (const [{ modifier, value }, expected] of finds) {
        const reply = await search(type, `${parameter.code}${modifier}`, value, STRICT);
        const found = idsIn(reply);
        const isExact = ['token', 'reference', 'uri'].includes(parameter.type);
        const isRight = isExact
          ? JSON.stringify(found) === JSON.stringify(expected)
          : expected.every((id) => found.includes(id));
        if (!isRight)
          problems.push([type, `${parameter.code}${modifier}`, value, reply.status, found.length]);
      }
      const none = await search(type, parameter.code, otherValue(parameter), STRICT);
      if (none.status !== 200 || idsIn(none).length > 0)
        problems.push([type, parameter.code, 'finds too much']);
    }
    expect(problems).toEqual([]);
  });

  test.each([
    ['modifier', /^:/],
    ['prefix', /^\w/],
  ])('works: each %s finds what R4 says that it finds, and nothing else', async (_kind, form) => {
    const problems: unknown[] = [];
    for (const { type, parameter, tried } of narrowings().filter(({ narrowing }) => form.test(narrowing))) {
      for (const { modifier, value, finds } of tried) {
        const reply = await search(type, `${parameter.code}${modifier}`, value, STRICT);
        const [found, expected] = [idsIn(reply), idsOf(served.stored.get(type)?.filter(finds))];
        if (reply.status !== 200 || JSON.stringify(found) !== JSON.stringify(expected))
          problems.push([type, parameter.code, modifier, value, reply.status, found.length, expected.length]);
      }
    }
    expect(problems).toEqual([]);
  });

  test('has values to be found by', () => {
    const [all, found] = [trials(), trials().filter(({ finds }) => finds.length > 0)];
    expect(without(all.map(definitionOf), found.map(definitionOf))).toEqual(NEVER_THERE);
  });

  test('has values that tell each modifier and prefix from none', () => {
    const all = narrowings().filter(({ parameter }) => !NEVER_THERE.includes(definitionOf({ parameter })));
    const those = (isSo: typeof isFinding) =>
      all.filter(({ type, tried }) => tried.some((trial) => isSo(trial, served.stored.get(type) ?? [])));
    const nameOf = (one: Narrowing) => `${definitionOf(one)} ${one.narrowing}`;
    expect(without(all.map(nameOf), those(isFinding).map(nameOf))).toEqual(NEVER_FOUND);
    expect(without(all.map(nameOf), those(isTelling).map(nameOf))).toEqual(NEVER_TOLD);
  });

  test('works: each include and revinclude brings what is referred to', async () => {
    const problems: unknown[] = [];
    for (const { type, searchInclude = [], searchRevInclude = [] } of served.types) {
      for (const [name, values] of [
        ['_include', searchInclude],
        ['_revinclude', searchRevInclude],
      ] as const) {
        for (const value of values) {
          const { status, resource } = await served.get(`/${type}?${name}=${value}&_count=200`, STRICT);
          const included = resource?.resourceType === 'Bundle' ? entriesIn(resource, 'include') : [];
          if (status !== 200 || included.length === 0) problems.push([type, name, value, status]);
        }
      }
    }
    expect(problems).toEqual([]);
  });

  test('works: each operation', async () => {
    const problems: unknown[] = [];
    for (const { type, operation = [] } of served.types) {
      for (const { name } of operation) {
        const call = callOf(served, type, name);
        if (call === undefined) {
          problems.push([type, name, 'nobody knows how to call it']);
          continue;
        }
        const json = { 'Content-Type': 'application/fhir+json' };
        const body = call.body === undefined ? undefined : JSON.stringify(call.body);
        const { status, resource } = await served.send(call.method, call.path, json, body);
        if (status !== 200 && status !== 202) problems.push([type, name, status, resource]);
        else problems.push(...errorsIn(resource).map((finding) => [type, name, finding]));
      }
    }
    expect(problems).toEqual([]);
  });

  // R4 OperationDefinition.affectsState: "Servers SHALL support POST method for all operations."
  test('works: each operation by POST, its parameters as a Parameters resource', async () => {
    const problems: unknown[] = [];
    const calls = served.types.flatMap(({ type, operation = [] }) =>
      operation.flatMap(({ name }) => callOf(served, type, name) ?? []),
    );
    for (const { path } of calls.filter(({ method }) => method === 'GET')) {
      const { pathname, searchParams } = new URL(path, 'http://x');
      const parameter = [...searchParams].map(([name, valueString]) => ({ name, valueString }));
      const body = JSON.stringify({ resourceType: 'Parameters', parameter });
      const json = { 'Content-Type': 'application/fhir+json' };
      const { status, resource } = await served.send('POST', pathname, json, body);
      const asRead = (await served.get(path)).resource?.resourceType;
      if (status !== 200 || resource?.resourceType !== asRead) problems.push([pathname, status, resource]);
    }
    expect(problems).toEqual([]);
  });
});

describe('what is not declared', () => {
  test('is not there: types', async () => {
    const declared = new Set<string>(served.types.map(({ type }) => type));
    const others = ['Patient', 'Encounter', 'Condition', 'Basic', 'Bundle', 'Parameters', 'List', 'Media2'];
    for (const type of others.filter((name) => !declared.has(name)))
      for (const path of [`/${type}`, `/${type}/1`]) {
        const { status, resource } = await served.get(path);
        expect([path, status, resource?.resourceType]).toEqual([path, 404, 'OperationOutcome']);
      }
  });

  test('is refused: interactions', async () => {
    const problems: unknown[] = [];
    for (const type of served.types) {
      const [resource] = served.stored.get(type.type) ?? [];
      for (const [code, request] of Object.entries(UNDECLARED)) {
        if (codesOf(type).some((declared) => declared === code)) continue;
        const [method, path] = request(resource!);
        const { status } = await served.send(method, path);
        if (status !== 404 && status !== 405) problems.push([type.type, code, status]);
      }
    }
    expect(problems).toEqual([]);
  });

  test('is ignored, and refused where the client is strict: R4’s other search parameters', async () => {
    const problems: unknown[] = [];
    for (const type of searchable()) {
      const declared = new Set(parametersOf(type).map(({ name }) => name));
      const all = (served.stored.get(type.type) ?? []).length;
      for (const { code } of r4SearchParameters(type.type).filter((one) => !declared.has(one.code))) {
        const lenient = await search(type.type, code, 'x');
        if (idsIn(lenient).length !== all || selfOf(lenient).includes(`${code}=`))
          problems.push([type.type, code, lenient.status, selfOf(lenient)]);
        const strict = await search(type.type, code, 'x', STRICT);
        if (strict.status !== 400) problems.push([type.type, code, 'strict', strict.status]);
      }
    }
    expect(problems).toEqual([]);
  });

  test('is refused: modifiers of declared parameters', async () => {
    const all = [
      'missing',
      'not',
      'text',
      'identifier',
      'exact',
      'contains',
      'in',
      'not-in',
      'above',
      'below',
    ];
    const problems: unknown[] = [];
    for (const type of searchable()) {
      for (const parameter of parametersOf(type)) {
        const documented = modifiersOf(parameter);
        for (const modifier of [...all, 'ofType', 'nonsense'].filter((name) => !documented.includes(name))) {
          const { status } = await search(type.type, `${parameter.name}:${modifier}`, 'true');
          if (status !== 400) problems.push([type.type, `${parameter.name}:${modifier}`, status]);
        }
      }
    }
    expect(problems).toEqual([]);
  });
});

/** Each declared parameter with the values that stored resources have for it, and whom each of them must find. */
function trials() {
  return searchable().flatMap((type) => {
    const resources = served.stored.get(type.type) ?? [];
    return parametersOf(type).map(({ name }) => {
      const parameter = r4SearchParameters(type.type).find(({ code }) => code === name)!;
      const found = resources.map((resource) => [resource, searchValues(parameter, resource)] as const);
      const finds = new Map<string, [SearchValue, string[]]>();
      for (const [{ id = '' }, values] of found) {
        for (const one of new Map(values.map((value) => [value.modifier + value.value, value])).values()) {
          const known = finds.get(one.modifier + one.value) ?? [one, []];
          finds.set(one.modifier + one.value, [one, [...known[1], id].sort()]);
        }
      }
      // A few of each are enough: there are hundreds of ids.
      return { type: type.type, parameter, finds: [...finds.values()].slice(0, 4) };
    });
  });
}

/** Each documented modifier and each prefix of each parameter, with searches that try it. */
function narrowings() {
  return searchable().flatMap((type) =>
    parametersOf(type).flatMap((declared) =>
      narrowingsOf(type.type, declared, served.stored.get(type.type) ?? []),
    ),
  );
}

/** What types have in common is tried with all of them, and one of them is enough to find something. */
function definitionOf({ parameter }: Pick<Narrowing, 'parameter'>): string {
  return parameter.url.replace('http://hl7.org/fhir/SearchParameter/', '');
}

function without(all: readonly string[], some: readonly string[]): string[] {
  return [...new Set(all)].filter((one) => !some.includes(one)).sort();
}
