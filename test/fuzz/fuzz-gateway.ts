import { readFileSync } from 'node:fs';
import type { Bundle } from 'fhir/r4.js';
import { VENDOR_TOKEN } from '../helpers/gateway.js';
import { startKeyedGateway, type KeyedGateway } from '../helpers/keyed-gateway.js';
import { secretsIn } from './canaries.js';
import { fillWithDeliveries, startHospitals, type Hospitals } from './deliveries.js';
import { fuzz, type FuzzResult } from './fuzz.js';
import { BAD_CREDENTIAL, REPORT_SYSTEM, type Pool } from './request-parts.js';

const IG = 'https://derm-fhir-gateway.github.io/ig';
/** Looks like an encrypted handle, and the vendor does not know it. */
const UNKNOWN_HANDLE = 'Y2FuYXJ5IGhhbmRsZSB0aGF0IG9wZW5zIG5vdGhpbmc+/w==';
const TYPES = [
  ...['DiagnosticReport', 'Observation', 'Media', 'QuestionnaireResponse', 'Device', 'Provenance'],
  ...['CodeSystem', 'ValueSet', 'ConceptMap', 'NamingSystem', 'OperationDefinition', 'StructureDefinition'],
];

/**
 * Starts a gateway with stored reports, sends it generated requests, and looks through all that it answered and logged.
 *
 * @param seed of the requests.
 * @param count how many.
 */
export async function fuzzGateway(seed: number, count: number): Promise<FuzzResult> {
  const hospitals = await startHospitals();
  const scopes = [
    ['system/*.cruds', 'gateway/push.write', 'gateway/admin'],
    ['system/Observation.rs', 'gateway/push.write'],
  ];
  const gateway = await startKeyedGateway(scopes, { RATE_LIMIT: '0', ...hospitals.env });
  try {
    return await fuzzWith(gateway, hospitals, seed, count);
  } finally {
    await gateway.close();
    await hospitals.close();
  }
}

async function fuzzWith(
  gateway: KeyedGateway,
  hospitals: Hospitals,
  seed: number,
  count: number,
): Promise<FuzzResult> {
  const handles = gateway.vendor.reports.map(({ handle }) => handle);
  const [key, narrow] = gateway.keys;
  const secrets = [
    ...[VENDOR_TOKEN, UNKNOWN_HANDLE, ...handles, ...hospitals.secrets],
    ...gateway.keys.map(({ text }) => text),
  ];
  const canaries = [...secrets, gateway.vendor.url, ...hospitals.urls];
  const credentials = [
    `Bearer ${key!.text}`,
    `Bearer ${narrow!.text}`,
    basic(key!.id, key!.text),
    BAD_CREDENTIAL,
  ];
  const pool = await fillPool(gateway, credentials, handles);
  const result = await fuzz({ url: gateway.url, pool, seed, count, canaries });
  const leaked = secretsIn(gateway.logLines.join('\n'), secrets).map(
    (one) => `the log holds the secret ${one}`,
  );
  return { ...result, problems: [...result.problems, ...leaked] };
}

function basic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

/** Stores reports, and takes from them what requests may name. */
async function fillPool(
  { baseUrl, url, vendor }: KeyedGateway,
  credentials: readonly string[],
  handles: readonly string[],
): Promise<Pool> {
  const ask = async (path: string): Promise<Bundle> => {
    const answer = await fetch(`${baseUrl}/${path}`, { headers: { Authorization: credentials[0] ?? '' } });
    return (await answer.json()) as Bundle;
  };
  for (const { id } of vendor.reports.slice(0, 12))
    await ask(`DiagnosticReport?identifier=${REPORT_SYSTEM}|${id}`);
  const pages = await Promise.all(TYPES.map((type) => ask(`${type}?_count=8`)));
  const resources = pages.flatMap(({ entry = [] }) => entry.flatMap(({ resource }) => resource ?? []));
  const names = resources.map(({ resourceType, id = '' }) => `${resourceType}/${id}`);
  const deliveries = await fillWithDeliveries(url, credentials[0] ?? '', [
    UNKNOWN_HANDLE,
    ...handles.slice(0, 4),
  ]);
  return {
    ...deliveries,
    stored: [
      ...deliveries.stored,
      ...names,
      ...names.flatMap((name) => (name.startsWith('Media/') ? name.replace('Media', 'Binary') : [])),
    ],
    versions: ['1', ...resources.slice(0, 20).flatMap(({ meta }) => meta?.versionId ?? [])],
    names: [
      ...'identifier code status date encounter _id _lastUpdated _count _sort _include _summary'.split(' '),
      'report',
    ],
    values: [
      ...names.slice(0, 5),
      ...[
        'acne',
        'preliminary',
        'ge2020-01-01',
        '2025-13-01',
        'gt5|http://unitsofmeasure.org|%',
        '1e400',
        '-1',
      ],
      ...[
        `${IG}/CodeSystem/dermatology-ai`,
        `${IG}/ValueSet/body-site`,
        `${IG}/ConceptMap/body-site`,
        'metrics',
      ],
      ...['true', 'json', 'xml', '-date,_id', 'DiagnosticReport:result', 'a|b|c$d\\,e', '\u0000', '💥'],
    ],
    handles: [UNKNOWN_HANDLE, ...handles.slice(0, 3)],
    credentials,
    bodies: [
      readFileSync('src/vendor/sandbox/reports/acne.json', 'utf8'),
      ...resources.slice(0, 3).map((resource) => JSON.stringify(resource)),
      JSON.stringify({ resourceType: 'Parameters', parameter: [{ name: 'code', valueCode: 'metrics' }] }),
      '{}',
    ],
  };
}
