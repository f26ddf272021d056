import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { MedplumClient, OperationOutcomeError } from '@medplum/core';
import type { DiagnosticReport, Media } from '@medplum/fhirtypes';
import type { TestGateway } from '../helpers/gateway.js';
import { openGateway, REPORT_SYSTEM, VISIT_SYSTEM } from './open-gateway.js';

let gateway: TestGateway;
let client: MedplumClient;
let report: DiagnosticReport;

beforeAll(async () => {
  gateway = await openGateway();
  client = new MedplumClient({ baseUrl: gateway.url, fhirUrlPath: 'fhir', fetch, cacheTime: 0 });
  report = (await client.searchOne('DiagnosticReport', { identifier: `${REPORT_SYSTEM}|acne` }))!;
});
afterAll(() => gateway.close());

const references = () => report.result!.map(({ reference }) => reference!).sort();

describe("Medplum's client", () => {
  describe('read', () => {
    test('reads a report', async () => {
      expect({ ...(await client.readResource('DiagnosticReport', report.id!)) }).toEqual({ ...report });
    });

    test('reads what a report refers to', async () => {
      const read = await Promise.all(report.result!.map((reference) => client.readReference(reference)));
      expect(read.map(({ id }) => `Observation/${id}`).sort()).toEqual(references());
    });
  });

  describe('vread', () => {
    test('reads a version of it', async () => {
      const version = report.meta!.versionId!;
      expect(await client.readVersion('DiagnosticReport', report.id!, version)).toEqual(report);
    });
  });

  describe('history', () => {
    test('reads its history', async () => {
      const history = await client.readHistory('DiagnosticReport', report.id!);
      expect(history.entry!.map(({ resource }) => resource)).toEqual([report]);
    });
  });

  describe('search', () => {
    test('finds a report by the visit that it belongs to', async () => {
      const visit = { 'encounter:identifier': `${VISIT_SYSTEM}|visit identifier` };

      const found = await client.searchResources('DiagnosticReport', visit);
      expect(found.map(({ id }) => id)).toEqual([report.id]);
      expect(await client.searchOne('DiagnosticReport', { ...visit, status: 'final' })).toBeUndefined();
    });

    test('sorts and counts', async () => {
      const found = await client.search('Observation', '_sort=-value-quantity&_count=1&_total=accurate');
      expect(found.total).toBe(references().length);
      expect(found.entry).toHaveLength(1);
    });
  });

  describe('_include', () => {
    test('gets what was found and what it refers to apart', async () => {
      const found = await client.search('Observation', { _include: 'Observation:device', _count: 50 });
      const modes = found.entry!.map(({ search, resource }) => `${search!.mode!} ${resource!.resourceType}`);
      expect([...new Set(modes)]).toEqual(['match Observation', 'include Device']);
      expect(modes.filter((mode) => mode === 'include Device')).toHaveLength(1);
    });
  });

  describe('paging', () => {
    test('follows the pages to their end', async () => {
      const pages: string[][] = [];
      for await (const page of client.searchResourcePages('Observation', '_count=4'))
        pages.push(page.map(({ id }) => `Observation/${id}`));

      expect(pages.map(({ length }) => length)).toEqual([4, 4, 3]);
      expect(pages.flat().sort()).toEqual(references());
    });
  });

  describe('operations', () => {
    test('calls an operation on a report', async () => {
      const address = client.fhirUrl('DiagnosticReport', report.id!, '$bundle');
      expect(await client.get(address)).toMatchObject({ resourceType: 'Bundle', type: 'collection' });
    });
  });

  describe('terminology', () => {
    test('expands a value set', async () => {
      const url = 'https://derm-fhir-gateway.github.io/ig/ValueSet/dermatology-ai';
      const expanded = await client.valueSetExpand({ url, filter: 'metrics' });
      expect(expanded.expansion!.contains!.map(({ code }) => code)).toContain('metrics');
    });
  });

  describe('binary', () => {
    test('downloads the photograph that a Media names', async () => {
      const media = (await client.readReference(report.media![0]!.link)) as Media;
      const blob = await client.download(media.content.url!, { headers: { Accept: 'image/*' } });
      expect(blob.type).toMatch(/^image\//);
      expect(blob.size).toBeGreaterThan(100);
    });
  });

  describe('errors', () => {
    test('is refused with an OperationOutcome', async () => {
      const refused = client.readResource('DiagnosticReport', 'no-such-report');
      await expect(refused).rejects.toThrow(OperationOutcomeError);
      await expect(refused).rejects.toMatchObject({ outcome: { issue: [{ code: 'not-found' }] } });
    });
  });
});
