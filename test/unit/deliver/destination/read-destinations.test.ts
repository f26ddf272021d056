import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { destinationFields } from '../../../../src/deliver/destination/destination-schema.js';
import { readDestinations } from '../../../../src/deliver/destination/read-destinations.js';
import { readGiven, sourcesOf } from './read-given.js';

const BASE = { name: 'ward', baseUrl: 'https://fhir.hospital.test/R4/' };

describe('a destinations file', () => {
  test('needs no more than names and addresses', () => {
    expect(readDestinations(JSON.stringify({ destinations: [BASE] }), sourcesOf())).toEqual([
      {
        name: 'ward',
        tenants: ['default'],
        isAutomatic: true,
        baseUrl: 'https://fhir.hospital.test/R4',
        headers: {},
        auth: { kind: 'none' },
        tls: {},
        isPrivate: false,
        hasTrailingSlash: false,
        timeoutMs: 60_000,
        profile: 'auto',
        entryCap: null,
        concurrency: 4,
        ratePerSecond: 10,
        horizonMs: 259_200_000,
        verify: false,
        subject: 'as-given',
        allowAnonymous: false,
        encounterSystem: null,
        media: 'reference',
        locale: null,
        aiLabel: true,
        metaProfile: {},
        extraData: false,
      },
    ]);
  });

  test('says the same in YAML as in JSON', () => {
    const all = {
      ...BASE,
      tenants: ['north', 'south'],
      automatic: false,
      allowPrivate: true,
      headers: { 'X-Tenant': 'north' },
      trailingSlash: true,
      timeoutSeconds: 5,
      profile: 'batch',
      entryCap: 20,
      concurrency: 1,
      ratePerSecond: 0.5,
      horizonHours: 24,
      verify: true,
      locale: 'pt_br',
      subject: 'none',
      allowAnonymous: true,
      encounterSystem: 'urn:oid:1.2.3',
      media: 'inline',
      aiLabel: false,
      metaProfile: { DiagnosticReport: ['https://hospital.test/StructureDefinition/report'] },
      extraData: true,
    };
    const lines = Object.entries(all).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
    const yaml = `destinations:\n  - ${lines.join('\n    ')}\n`;
    const json = JSON.stringify({ destinations: [all] }, null, '\t');
    const [read] = readDestinations(yaml, sourcesOf());
    expect(readDestinations(json, sourcesOf())).toEqual([read]);
    expect(read).toMatchObject({
      tenants: ['north', 'south'],
      isAutomatic: false,
      isPrivate: true,
      headers: { 'x-tenant': 'north' },
      hasTrailingSlash: true,
      timeoutMs: 5_000,
      profile: 'batch',
      entryCap: 20,
      horizonMs: 86_400_000,
      locale: 'pt-BR',
      subject: 'none',
    });
  });

  test.each([
    ['nothing', '', 'the file must not be empty: destinations: [ … ]'],
    ['a list', '[]', 'must be an object'],
    ['no YAML', 'destinations: [', 'line 1 must be YAML or JSON'],
    ['a key twice', 'destinations: []\ndestinations: []', 'line 2 must be YAML or JSON'],
    ['another field', 'destinations: []\ndestination: []', 'must not hold destination'],
    [
      'one name twice',
      JSON.stringify({ destinations: [BASE, BASE] }),
      'destinations must not hold two destinations of one name',
    ],
    ['no end of aliases', bomb(), 'must not repeat parts of itself so often'],
  ])('is refused when it holds %s', (_what, text, problem) => {
    expect(() => readDestinations(text, sourcesOf())).toThrow(
      expect.objectContaining({ name: 'InvalidDestinations', message: expect.stringContaining(problem) }),
    );
  });

  test('is refused with all that is wrong in it, and where', () => {
    const text = JSON.stringify({ destinations: [BASE, { name: 'Ward 2', profile: 'best', batch: true }] });
    expect(() => readDestinations(text, sourcesOf())).toThrow(
      expect.objectContaining({
        problems: [
          'destinations[1].name must be lower-case letters, digits and hyphens',
          'destinations[1].baseUrl must be there',
          'destinations[1].profile must be one of auto, transaction-put, transaction-conditional, batch, sequential, document',
          'destinations[1] must not hold batch: there is no such field',
        ],
      }),
    );
  });
});

/** Aliases of aliases: a few lines that mean a million items. */
function bomb(): string {
  const levels = Array.from({ length: 9 }, (_, level) => {
    const items = level === 0 ? '0' : Array.from({ length: 9 }, () => `*a${level - 1}`).join(',');
    return `a${level}: &a${level} [${items}]`;
  });
  return levels.join('\n');
}

describe('a field', () => {
  test.each([
    ['name', ''],
    ['name', 'ward/2'],
    ['name', 'a'.repeat(64)],
    ['tenants', []],
    ['tenants', ['north south']],
    ['automatic', 'yes'],
    ['timeoutSeconds', 0],
    ['timeoutSeconds', '5'],
    ['entryCap', 0],
    ['entryCap', 2.5],
    ['concurrency', 101],
    ['ratePerSecond', 0],
    ['ratePerSecond', Infinity],
    ['horizonHours', 0],
    ['locale', 'English'],
    ['subject', 'everything'],
    ['media', 'maybe'],
    ['encounterSystem', 'visits'],
    ['metaProfile', { report: ['https://hospital.test/StructureDefinition/report'] }],
    ['metaProfile', 'all'],
    ['metaProfile', { DiagnosticReport: ['not a URL'] }],
    ['metaProfile', { DiagnosticReport: 'https://hospital.test/StructureDefinition/report' }],
    ['secret', 'geheim'],
  ])('%s is never %j', (field, value) => {
    expect(readGiven({ [field]: value })).toEqual([expect.stringContaining(field)]);
  });

  test.each(['127.0.0.1:8080/fhir', 'localhost/fhir', '[::1]:9/fhir'])(
    'baseUrl takes http to this machine: %s',
    (address) => {
      expect(readGiven({ baseUrl: `http://${address}` })).toMatchObject({ isPrivate: false });
    },
  );

  test('baseUrl takes http to another machine only when told to: that is in the own network', () => {
    const baseUrl = 'http://fhir.hospital.test/R4';
    expect(readGiven({ baseUrl })).toEqual(['baseUrl must be https (http only to this machine)']);
    expect(readGiven({ baseUrl, allowHttp: true })).toMatchObject({ baseUrl, isPrivate: true });
  });

  test.each([
    ['no URL at all', 'geheim.test'],
    ['another scheme', 'ftp://geheim.test'],
    ['a file', 'file:///geheim'],
    ['a user and password', 'https://user:geheim@fhir.hospital.test'],
    ['a query', 'https://fhir.hospital.test/?code=geheim'],
    ['an empty query', 'https://fhir.hospital.test/R4?'],
    ['a fragment', 'https://fhir.hospital.test/#geheim'],
  ])('baseUrl refuses %s without repeating it', (_what, baseUrl) => {
    const problems = readGiven({ baseUrl, allowHttp: true });
    expect(problems).toEqual([expect.stringMatching(/^baseUrl must (?!.*geheim)/)]);
  });

  test('subject leaves the patient out only where anonymous reports are taken', () => {
    expect(readGiven({ subject: 'none' })).toEqual([expect.stringContaining('allowAnonymous')]);
    expect(readGiven({ subject: 'none', allowAnonymous: true })).toMatchObject({ subject: 'none' });
  });

  test.each([
    ['a value with a line break', { 'x-tenant': 'geheim\r\nx-admin: 1' }],
    ['a value outside ASCII', { 'x-tenant': 'geheimé' }],
    ['no name', { '': 'geheim' }],
    ['a name with a blank', { 'x tenant': 'geheim' }],
    ['credentials', { Authorization: 'Basic geheim' }],
    ['credentials of a proxy', { 'proxy-authorization': 'Basic geheim' }],
    ['a header that frames the message', { 'Content-Length': '1' }],
    ['another host', { Host: 'geheim.test' }],
  ])('headers refuses %s without repeating it', (_what, headers) => {
    expect(readGiven({ headers })).toEqual([expect.stringMatching(/^headers\.[^:]*? must (?!.*geheim)/)]);
  });
});

describe('the README', () => {
  const readme = readFileSync(new URL('../../../../README.md', import.meta.url), 'utf8');
  const [, section = ''] = readme.split('\n## Destinations\n');

  test('shows a file that can be read', () => {
    const yaml = /```yaml\n([^]*?)```/.exec(section)?.[1] ?? '';
    const key = sourcesOf().readFile('/etc/derm/ec384.pem');
    const sources = {
      ...sourcesOf({ WARD_TOKEN: 'abc' }),
      readFile: (path: string) => (path === '/etc/derm/keys/spring.pem' ? key : ''),
    };
    expect(readDestinations(yaml, sources).map(({ name, auth }) => [name, auth.kind])).toEqual([
      ['ward', 'bearer'],
      ['archive', 'smart-backend'],
    ]);
  });

  test('has a row for each field, with its default', () => {
    const rows = [...(section.split('\n| Profile')[0] ?? '').matchAll(/^\| `(\w+)` \| (?:–|`(.*?)`) \|/gm)];
    const fields = destinationFields(sourcesOf()).shape;
    expect(rows.map(([, name]) => name)).toEqual(expect.arrayContaining(Object.keys(fields)));
    expect(rows).toHaveLength(Object.keys(fields).length);
    const told = rows.flatMap(([, name = '', value]) => (value === undefined ? [] : [`${name}: ${value}`]));
    const yaml = `destinations: [{name: ward, baseUrl: "${BASE.baseUrl}", ${told.join(', ')}}]`;
    expect(readDestinations(yaml, sourcesOf())).toEqual([readGiven({})]);
  });
});
