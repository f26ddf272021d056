import { describe, expect, test } from '@jest/globals';
import type { Coding, Extension, StructureDefinition } from 'fhir/r4.js';
import { withNarrative, type Published } from '../../.scripts/mapping-narrative.js';
import { check } from '../../src/fhir/check/check.js';
import { packageInfo } from '../../src/package-info.js';
import { parseReport, readReport } from '../../src/raw/read-report.js';
import { pushParameters } from '../../src/serve/delivery/push-operation.js';
import { explainParameters } from '../../src/serve/operation/explain-operation.js';
import { translationParameters } from '../../src/serve/operation/translation-request.js';
import { extensions, ownSystems } from '../../src/translate/codings.js';
import { translate } from '../../src/translate/translate.js';
import { testContext } from '../helpers/context.js';
import { rawFixtures, rawJson, rawText } from '../helpers/fixture.js';
import { mappingFiles, mappingJson } from '../helpers/mapping.js';
import { patched } from '../helpers/patch.js';
import { errorsOf } from './finding.js';
import { objectsIn } from './json-walk.js';
import { validateAll } from './validate-all.js';

const IG = 'https://derm-fhir-gateway.github.io/ig';

const published = new Map(mappingFiles.map((file) => [file, mappingJson(file) as Published]));

function ofType<T extends Published['resourceType']>(type: T): Extract<Published, { resourceType: T }>[] {
  return [...published.values()].filter(
    (resource): resource is Extract<Published, { resourceType: T }> => resource.resourceType === type,
  );
}

function one<T extends Published['resourceType']>(
  type: T,
  id: string,
): Extract<Published, { resourceType: T }> {
  const found = ofType(type).find((resource) => resource.id === id);
  if (found === undefined) throw new Error(`no ${type} ${id}`);
  return found;
}

describe.each([...published])('%s', (file, resource) => {
  const text = JSON.stringify(resource);

  test('is valid for four R4 validators and for our own check, without a warning', () => {
    expect(validateAll(resource)).toEqual([]);
    expect(check(resource)).toEqual([]);
  });

  test('is named by its type and id, and its url ends in both', () => {
    expect(file).toBe(`${resource.resourceType}-${resource.id ?? ''}.json`);
    if (!('url' in resource) || resource.url === ownSystems.vendorBodySites) return;
    expect(resource.url).toBe(`${IG}/${resource.resourceType}/${resource.id ?? ''}`);
  });

  test('says who published it, when, and what it is', () => {
    expect(resource).toMatchObject({
      language: 'en',
      status: 'active',
      date: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/),
      publisher: 'derm-fhir-gateway',
      description: expect.stringMatching(/\S/),
    });
    if (resource.resourceType === 'NamingSystem') return;
    // R4 gives a SearchParameter no title.
    if (resource.resourceType === 'SearchParameter') return;
    expect(resource).toMatchObject({
      // Validators keep what they have loaded by url and version: what changes has to change its version, too.
      version: packageInfo.version,
      title: expect.stringMatching(/\S/),
      experimental: false,
    });
  });

  test('has a narrative that shows its content as it stands', () => {
    expect(withNarrative(resource)).toEqual(resource);
  });

  test('carries the notice of whoever else owns what it names', () => {
    const copyright = 'copyright' in resource ? (resource.copyright ?? '') : '';
    for (const [mark, notice] of [
      ['http://snomed.info/sct', /SNOMED International/],
      ['http://loinc.org', /LOINC/],
      ['http://dicom.nema.org', /DICOM/],
      ['http://id.who.int', /World Health Organization/],
      ['legit.health/', /AI Labs Group/],
      ['DLQI', /Finlay/],
    ] as const) {
      if (resource.resourceType !== 'NamingSystem' && text.includes(mark)) expect(copyright).toMatch(notice);
    }
    if (!['NamingSystem', 'OperationDefinition', 'SearchParameter'].includes(resource.resourceType))
      expect(copyright).not.toBe('');
  });
});

describe('code systems and value sets', () => {
  test.each(ofType('CodeSystem').map((system) => [system.id, system] as const))(
    '%s has a value set of all its codes',
    (id, system) => {
      const all = one('ValueSet', id ?? '');
      expect(all.compose?.include).toEqual([{ system: system.url }]);
      expect(system.valueSet).toBe(all.url);
    },
  );

  test('complete ones state how many codes they have', () => {
    for (const { content, count, concept } of ofType('CodeSystem')) {
      expect(count).toBe(content === 'complete' ? concept?.length : undefined);
    }
  });
});

describe('the map of body sites', () => {
  const [group] = one('ConceptMap', 'body-site').group ?? [];
  const elements = group?.element ?? [];
  const targets = elements.flatMap(({ target = [] }) => target);

  const SITES = `headFront headBack headTop headLeft headRight armLeft armRight trunkFront trunkBack legLeft legRight handLeft
    handRight footLeft footRight genital nails scalp earLeft earRight perioral tongue elbowLeft elbowRight upperArmLeft
    upperArmRight lowerArmLeft lowerArmRight kneeLeft kneeRight upperLegLeft upperLegRight lowerLegLeft lowerLegRight`;

  test("has the vendor's 34 codes, each once", () => {
    const codes = elements.map(({ code }) => code);
    expect(codes).toEqual(SITES.split(/\s+/));
    expect(codes).toHaveLength(34);
    const source = one('CodeSystem', 'vendor-body-sites');
    expect(source.url).toBe(group?.source);
    expect(source.concept?.map(({ code }) => code)).toEqual(codes);
  });

  test('goes to the codes of its target value set', () => {
    const { compose } = one('ValueSet', 'body-site');
    const coded = targets.flatMap(({ code, display }) => (code === undefined ? [] : [{ code, display }]));
    expect(coded).toHaveLength(33);
    expect(compose?.include).toEqual([{ system: group?.target, concept: coded }]);
  });

  test('holds SNOMED CT identifiers without a slip of the pen', () => {
    for (const { code } of targets) if (code !== undefined) expect([code, verhoeff(code)]).toEqual([code, 0]);
  });

  test('knows a slip of the pen', () => {
    expect(verhoeff('82169008')).not.toBe(0);
    expect(verhoeff('28169009')).not.toBe(0);
  });

  test.each(elements.filter(({ code = '' }) => /Left$/.test(code)).map(({ code = '' }) => code))(
    '%s says left, and the right one says right',
    (code) => {
      const display = (site: string) => elements.find((one) => one.code === site)?.target?.[0]?.display;
      const right = code.replace(/Left$/, 'Right');
      expect(display(code)).toMatch(/\bleft\b/i);
      // 29624005: its term was not seen in a published source, so none is given.
      if (right !== 'headRight')
        expect(display(right)).toBe(display(code)?.replace('left', 'right').replace('Left', 'Right'));
    },
  );
});

describe('what translation says under our own names', () => {
  const resources = rawFixtures.flatMap((name) => [
    ...translate(parseReport(rawText(name)), testContext()).resources,
  ]);
  const codings = resources.flatMap((resource) =>
    [...objectsIn(resource, '')].flatMap(({ value }): Coding[] => (isOwnCoding(value) ? [value] : [])),
  );

  test.each(ofType('CodeSystem').filter(({ url = '' }) => url.startsWith(IG)))(
    'is in $url',
    ({ url, content, concept = [] }) => {
      const known = new Map(concept.map(({ code, display }) => [code, display]));
      const used = codings.filter(({ system }) => system === url);
      expect(used.length).toBeGreaterThan(0);
      for (const { code = '', display } of used) {
        if (content === 'complete') expect([...known.keys()]).toContain(code);
        expect(display).toBe(known.get(code));
      }
    },
  );

  test('is under identifiers and code systems that have a NamingSystem', () => {
    const values = ofType('NamingSystem').flatMap(({ uniqueId }) => uniqueId.map(({ value }) => value));
    expect(values.sort()).toEqual(Object.values(ownSystems).sort());
  });

  test('has a StructureDefinition for each extension', () => {
    const urls = resources.flatMap((resource) =>
      [...objectsIn(resource, '')].flatMap(({ value }) =>
        String(value['url']).startsWith(`${IG}/StructureDefinition/`) ? [String(value['url'])] : [],
      ),
    );
    expect([...new Set(urls)].sort()).toEqual(
      ofType('StructureDefinition')
        .filter(({ type }) => type === 'Extension')
        .map(({ url }) => url)
        .sort(),
    );
  });
});

function isOwnCoding(value: object): value is Coding {
  return 'system' in value && 'code' in value && String(value.system).startsWith(IG);
}

describe.each(ofType('StructureDefinition'))(
  'the profile $id',
  ({ snapshot, differential }: StructureDefinition) => {
    const elements = new Map(snapshot?.element.map((element) => [element.id, element]));

    test('says in its snapshot all that its differential says', () => {
      for (const element of differential?.element ?? []) {
        const { constraint = [], ...said } = element;
        expect(elements.get(element.id)).toMatchObject(said);
        // A snapshot has those of the base as well, and says where each comes from.
        const keys = elements.get(element.id)?.constraint?.map(({ key }) => key);
        if (constraint.length > 0)
          expect(keys).toEqual(expect.arrayContaining(constraint.map(({ key }) => key)));
      }
    });

    test('states base and cardinality of each element', () => {
      for (const { base, min, max } of elements.values()) {
        expect({ base, min, max }).toEqual({
          base: { path: expect.any(String), min: expect.any(Number), max: expect.any(String) },
          min: expect.any(Number),
          max: expect.any(String),
        });
      }
    });
  },
);

describe('an annotation', () => {
  const annotation = {
    id: 'a',
    type: 'Acne lesion',
    confidence: 0.5,
    rect: { topLeft: { x: 1, y: 2.5 }, width: 3, height: 4 },
  };
  const report = readReport(
    patched(rawJson('acne-full'), { '/data/macroscopicMedia/annotations': [annotation] }),
  );
  const media = translate(report, testContext()).resources.find(
    ({ resourceType }) => resourceType === 'Media',
  );
  const extension = media !== undefined && 'extension' in media ? media.extension?.[0] : undefined;
  const parts = extension?.extension ?? [];
  const profile = one('StructureDefinition', 'image-annotation');
  const values =
    profile.snapshot?.element.filter(({ path, max }) => path.endsWith('.value[x]') && max === '1') ?? [];

  test('comes out as its profile says, part by part', () => {
    expect(extension?.url).toBe(profile.url);
    expect(parts.map((part) => [`Extension.extension:${part.url}.value[x]`, typeOf(part)])).toEqual(
      values.map(({ id, type }) => [id, type?.[0]?.code]),
    );
    for (const [index, { patternQuantity }] of values.entries()) {
      if (patternQuantity !== undefined) expect(parts[index]?.valueQuantity).toMatchObject(patternQuantity);
    }
  });

  test('with a second left edge is refused', () => {
    const second = { url: 'x', valueQuantity: { value: 1, unit: 'pixels' } };
    const broken = { ...media, extension: [{ ...extension, extension: [...parts, second] }] };
    expect(errorsOf(validateAll(media))).toEqual([]);
    expect(errorsOf(validateAll(broken))).not.toEqual([]);
  });

  test('lies on a Media, where the profile allows it', () => {
    expect(profile.context).toEqual([{ type: 'element', expression: 'Media' }]);
    expect(extensions.imageAnnotation).toBe(profile.url);
  });
});

function typeOf(part: Extension): string | undefined {
  return Object.keys(part)
    .find((key) => key.startsWith('value'))
    ?.replace(/^valueString$/, 'string')
    .replace(/^value/, '');
}

describe('the operations', () => {
  const inputs = (id: string): string[] =>
    one('OperationDefinition', id)
      .parameter?.filter(({ use }) => use === 'in')
      .map(({ name }) => name) ?? [];

  test('take the parameters that the service reads', () => {
    expect(inputs('translate')).toEqual(['report', ...translationParameters]);
    expect(inputs('fetch')).toEqual(['report', ...translationParameters]);
    expect(inputs('push')).toEqual(pushParameters);
    expect(inputs('explain')).toEqual(['report', ...explainParameters]);
  });

  test('change nothing, so that GET may call them, except the one that sends', () => {
    for (const { id, affectsState, type, instance, system } of ofType('OperationDefinition')) {
      // Only what is explained may be posted as well as stored.
      expect({ id, isOnBoth: type && instance }).toEqual({ id, isOnBoth: id === 'explain' });
      expect({ id, affectsState, isCalled: type || instance, system }).toEqual({
        id,
        affectsState: id === 'push',
        isCalled: true,
        system: false,
      });
    }
  });
});

/** The check digit of SNOMED CT identifiers (Verhoeff 1969, over the dihedral group of the pentagon): 0 when it is right. */
function verhoeff(digits: string): number {
  const permutation = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];
  return Array.from(digits)
    .reverse()
    .reduce((check, digit, position) => {
      let permuted = Number(digit);
      for (let turn = 0; turn < position % 8; turn++) permuted = permutation[permuted] ?? 0;
      return product(check, permuted);
    }, 0);
}

/** 0 to 4 are turns of the pentagon, 5 to 9 reflections. */
function product(a: number, b: number): number {
  const turn = a < 5 ? a + (b % 5) : a + 5 - (b % 5);
  return (turn % 5) + (a < 5 === b < 5 ? 0 : 5);
}
