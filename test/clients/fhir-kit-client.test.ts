import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Bundle, CapabilityStatement, DiagnosticReport, OperationOutcome, Resource } from 'fhir/r4.js';
import { CapabilityTool, Client } from 'fhir-kit-client';
import type { TestGateway } from '../helpers/gateway.js';
import { namesOf, openGateway, REPORT_SYSTEM, resourcesIn, resultsOf, VISIT_SYSTEM } from './open-gateway.js';

let gateway: TestGateway;
let client: Client;
let report: DiagnosticReport;

beforeAll(async () => {
  gateway = await openGateway();
  client = new Client({ baseUrl: gateway.baseUrl });
  const found = await search('DiagnosticReport', { identifier: `${REPORT_SYSTEM}|acne` });
  report = resourcesIn(found)[0] as DiagnosticReport;
});
afterAll(() => gateway.close());

async function search(
  resourceType: string,
  searchParams: Record<string, string | string[]>,
  options = {},
): Promise<Bundle> {
  const found = await client.search({ resourceType, searchParams, options });
  return found as unknown as Bundle;
}

/** The status of a refusal and the OperationOutcome that came with it. */
async function refusal(request: Promise<unknown>): Promise<{ status: number; data: OperationOutcome }> {
  try {
    await request;
  } catch (error) {
    return (error as { response: { status: number; data: OperationOutcome } }).response;
  }
  throw new Error('nothing was refused');
}

describe('fhir-kit-client', () => {
  describe('capabilities', () => {
    test('reads what the capabilities promise', async () => {
      const statement = await client.capabilityStatement();
      const tool = new CapabilityTool(statement);

      for (const name of ['read', 'vread', 'history-instance', 'search-type'])
        expect([name, tool.resourceCan('DiagnosticReport', name)]).toEqual([name, true]);
      expect(tool.resourceSearch('DiagnosticReport', 'identifier')).toBe(true);
      expect((statement as unknown as CapabilityStatement).fhirVersion).toBe('4.0.1');
    });
  });

  describe('read', () => {
    test('reads a report', async () => {
      expect(await client.read({ resourceType: 'DiagnosticReport', id: report.id! })).toEqual(report);
    });

    test('resolves a reference', async () => {
      const [first] = resultsOf(report);

      const resolved = await client.resolve({ reference: first! });
      expect(namesOf([resolved as unknown as Resource])).toEqual([first]);
    });
  });

  describe('vread', () => {
    test('reads a version of it', async () => {
      const version = report.meta!.versionId!;
      expect(await client.vread({ resourceType: 'DiagnosticReport', id: report.id!, version })).toEqual(
        report,
      );
    });
  });

  describe('history', () => {
    test('reads its history', async () => {
      const id = report.id!;
      const history = (await client.history({ resourceType: 'DiagnosticReport', id })) as unknown as Bundle;
      expect(history.type).toBe('history');
      expect(resourcesIn(history)).toEqual([report]);
    });
  });

  describe('search', () => {
    test('finds a report by the id that the vendor gave it', () => {
      expect(report).toMatchObject({ resourceType: 'DiagnosticReport', status: 'preliminary' });
    });

    test('finds a report by the visit that it belongs to, by GET and by POST', async () => {
      const parameters = { 'encounter:identifier': `${VISIT_SYSTEM}|visit identifier` };

      expect(resourcesIn(await search('DiagnosticReport', parameters))).toEqual([report]);
      expect(resourcesIn(await search('DiagnosticReport', parameters, { postSearch: true }))).toEqual([
        report,
      ]);
    });

    test('finds nothing by the number of another visit', async () => {
      const found = await search('DiagnosticReport', { 'encounter:identifier': `${VISIT_SYSTEM}|another` });

      expect(found).toMatchObject({ type: 'searchset', total: 0 });
    });
  });

  describe('_include', () => {
    test('gets what a report refers to in the same answer', async () => {
      const found = await search('DiagnosticReport', {
        _id: report.id!,
        _include: ['DiagnosticReport:result', 'DiagnosticReport:media'],
        _revinclude: 'Provenance:target',
      });

      const media = report.media!.map(({ link }) => link.reference!);
      const included = (found.entry ?? []).filter((entry) => entry.search?.mode === 'include');
      const names = namesOf(included.map(({ resource }) => resource!));
      expect(names.filter((name) => !name.startsWith('Provenance'))).toEqual(
        [...media, ...resultsOf(report)].sort(),
      );
      expect(names.filter((name) => name.startsWith('Provenance'))).toHaveLength(1);
    });
  });

  describe('paging', () => {
    test('follows the pages to their end and back', async () => {
      const pages = [await search('Observation', { _count: '4' })];
      for (let next = await nextOf(pages[0]!); next !== undefined; next = await nextOf(next))
        pages.push(next);

      expect(namesOf(pages.flatMap(resourcesIn))).toEqual(resultsOf(report));
      expect(pages).toHaveLength(3);
      const back = await client.prevPage({ bundle: pages[1] as never });
      expect(resourcesIn(back as unknown as Bundle)).toEqual(resourcesIn(pages[0]!));
    });
  });

  describe('operations', () => {
    test('calls an operation on a report', async () => {
      const bundle = await client.operation({
        name: 'bundle',
        resourceType: 'DiagnosticReport',
        id: report.id!,
        method: 'GET',
      });
      expect(bundle).toMatchObject({ resourceType: 'Bundle', type: 'collection' });
    });
  });

  describe('terminology', () => {
    test('looks a code up', async () => {
      const system = 'https://derm-fhir-gateway.github.io/ig/CodeSystem/dermatology-ai';
      const looked = await client.operation({
        name: 'lookup',
        resourceType: 'CodeSystem',
        method: 'GET',
        input: { system, code: 'metrics' },
      });
      expect(looked).toMatchObject({ resourceType: 'Parameters' });
    });
  });

  describe('errors', () => {
    test('is told by an OperationOutcome what went wrong', async () => {
      const unknown = await refusal(client.read({ resourceType: 'DiagnosticReport', id: 'no-such-report' }));
      expect(unknown).toMatchObject({ status: 404, data: { issue: [{ code: 'not-found' }] } });

      const strict = { headers: { Prefer: 'handling=strict' } };
      const unsupported = await refusal(search('DiagnosticReport', { 'no-such-parameter': '1' }, strict));
      expect(unsupported).toMatchObject({ status: 400, data: { issue: [{ code: 'not-supported' }] } });

      const created = await refusal(
        client.create({ resourceType: 'Observation', body: { resourceType: 'Observation' } }),
      );
      expect(created).toMatchObject({ status: 405, data: { issue: [{ code: 'not-supported' }] } });
    });
  });
});

async function nextOf(bundle: Bundle): Promise<Bundle | undefined> {
  return (await client.nextPage({ bundle: bundle as never })) as unknown as Bundle | undefined;
}
