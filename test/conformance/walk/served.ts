import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bundle, CapabilityStatement, CapabilityStatementRestResource, FhirResource } from 'fhir/r4.js';
import { startTestGateway, type TestGateway } from '../../helpers/gateway.js';

/** Reports of the sandbox that have between them every kind of resource, modality, reference and value. */
const REPORTS = ['acne', 'psoriasis', 'dermoscopic-melanoma', 'questionnaires', 'missing-fields'];
const REPORT_SYSTEM = 'https://derm-fhir-gateway.github.io/sid/report';

/** A destination that nothing is sent to. */
const NOBODY = { name: 'ward', baseUrl: 'http://127.0.0.1:9/fhir' };

/** An answer of the gateway, read as JSON. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  /** null: there is no body. */
  readonly resource: FhirResource | null;
}

/** A gateway with reports stored, what it says of itself, and everything that it has. */
export interface Served {
  readonly gateway: TestGateway;
  readonly statement: CapabilityStatement;
  readonly types: readonly CapabilityStatementRestResource[];
  /** By type of resource; of Binary and Bundle, one each. */
  readonly stored: ReadonlyMap<string, readonly FhirResource[]>;
  readonly send: (
    method: string,
    path: string,
    headers?: Record<string, string>,
    body?: string,
  ) => Promise<Reply>;
  readonly get: (path: string, headers?: Record<string, string>) => Promise<Reply>;
}

/** Starts a gateway, stores reports in it as clients do, and reads everything back. */
export async function serve(): Promise<Served> {
  const folder = mkdtempSync(join(tmpdir(), 'walk-'));
  const DESTINATIONS_FILE = join(folder, 'destinations.json');
  writeFileSync(DESTINATIONS_FILE, JSON.stringify({ destinations: [NOBODY] }));
  const gateway = await startTestGateway({
    DESTINATIONS_FILE,
    ENCOUNTER_SYSTEM: 'https://hospital.test/sid/visit',
    SUBJECT_POINTER: '/extraData/case',
    SUBJECT_SYSTEM: 'https://hospital.test/sid/case',
    BASED_ON_POINTER: '/extraData/department',
    BASED_ON_SYSTEM: 'https://hospital.test/sid/order',
  });
  rmSync(folder, { recursive: true });
  const send: Served['send'] = async (method, path, headers = {}, body) => {
    const init = { method, headers: { Accept: 'application/fhir+json', ...headers } };
    const url = path.startsWith('http') ? path : `${gateway.baseUrl}${path}`;
    const answer = await fetch(url, body === undefined ? init : { ...init, body });
    const text = await answer.text();
    const resource = text === '' ? null : (JSON.parse(text) as FhirResource);
    return { status: answer.status, headers: answer.headers, resource };
  };
  const get: Served['get'] = (path, headers) => send('GET', path, headers);
  for (const id of REPORTS) await get(`/DiagnosticReport?identifier=${REPORT_SYSTEM}|${id}`);
  await pushAll(gateway.baseUrl, get, send);
  const statement = (await get('/metadata')).resource as CapabilityStatement;
  const types = statement.rest?.[0]?.resource ?? [];
  const stored = new Map<string, readonly FhirResource[]>();
  for (const { type, interaction = [] } of types) {
    if (interaction.some(({ code }) => code === 'search-type')) stored.set(type, await everything(type, get));
  }
  stored.set('Binary', await binaries(stored.get('Media') ?? [], get));
  stored.set('Bundle', await bundles(stored.get('DiagnosticReport') ?? [], get));
  return { gateway, statement, types, stored, send, get };
}

/** The resources of a searchset, those that were found. */
export function matchesIn({ resource }: Reply): FhirResource[] {
  if (resource?.resourceType !== 'Bundle') return [];
  return entriesIn(resource, 'match');
}

/** The resources of a Bundle's entries that play one part in it. */
export function entriesIn({ entry = [] }: Bundle, mode: 'match' | 'include'): FhirResource[] {
  return entry.flatMap(({ search, resource }) =>
    search?.mode === mode && resource !== undefined ? [resource as FhirResource] : [],
  );
}

/** Makes Tasks that stay as they are. */
async function pushAll(baseUrl: string, get: Served['get'], send: Served['send']): Promise<void> {
  await send('POST', new URL('/destinations/ward/pause', baseUrl).href);
  for (const { id = '' } of matchesIn(await get('/DiagnosticReport')))
    await send('POST', `/DiagnosticReport/${id}/$push?destination=ward`);
}

async function everything(type: string, get: Served['get']): Promise<FhirResource[]> {
  const found: FhirResource[] = [];
  for (let url: string | undefined = `/${type}?_count=50`; url !== undefined;) {
    const reply: Reply = await get(url);
    found.push(...matchesIn(reply));
    const links = reply.resource?.resourceType === 'Bundle' ? (reply.resource.link ?? []) : [];
    url = links.find(({ relation }) => relation === 'next')?.url;
  }
  return found;
}

async function binaries(media: readonly FhirResource[], get: Served['get']): Promise<FhirResource[]> {
  const [first] = media.flatMap((one) => (one.resourceType === 'Media' ? (one.content.url ?? []) : []));
  if (first === undefined) return [];
  const { resource } = await get(first);
  return resource === null ? [] : [resource];
}

async function bundles(reports: readonly FhirResource[], get: Served['get']): Promise<FhirResource[]> {
  const { resource } = await get(`/DiagnosticReport/${reports[0]?.id ?? ''}/$bundle`);
  return resource === null ? [] : [resource];
}
