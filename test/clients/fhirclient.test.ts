import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Bundle, DiagnosticReport, Resource } from 'fhir/r4.js';
import type { TestGateway } from '../helpers/gateway.js';
import { namesOf, openGateway, REPORT_SYSTEM, resourcesIn, resultsOf, VISIT_SYSTEM } from './open-gateway.js';
import { smartClient, type SmartClient } from './smart-client.js';

let gateway: TestGateway;
let client: SmartClient;
let report: DiagnosticReport;

beforeAll(async () => {
  gateway = await openGateway();
  client = smartClient({ serverUrl: gateway.baseUrl });
  const found = await client.request<Bundle>(`DiagnosticReport?identifier=${REPORT_SYSTEM}|acne`);
  report = resourcesIn(found)[0] as DiagnosticReport;
});
afterAll(() => gateway.close());

describe('fhirclient', () => {
  describe('capabilities', () => {
    test('takes the server for R4', async () => {
      expect(await client.getFhirRelease()).toBe(4);
    });
  });

  describe('read', () => {
    test('reads a report with its results mounted in the place of their references', async () => {
      const read = await client.request<DiagnosticReport & { result: Resource[] }>(
        `DiagnosticReport/${report.id!}`,
        { resolveReferences: ['result', 'media.link'] },
      );

      expect(read.meta).toEqual(report.meta);
      expect(namesOf(read.result)).toEqual(resultsOf(report));
    });
  });

  describe('vread', () => {
    test('reads a version', async () => {
      const path = `DiagnosticReport/${report.id!}/_history/${report.meta!.versionId!}`;
      expect(await client.request(path)).toEqual(report);
    });
  });

  describe('search', () => {
    test('finds a report by the visit that it belongs to', async () => {
      const found = await client.request<Resource[]>(
        `DiagnosticReport?encounter:identifier=${VISIT_SYSTEM}|visit identifier`,
        { flat: true },
      );
      expect(found).toEqual([report]);
    });
  });

  describe('paging', () => {
    test('follows all pages by itself', async () => {
      const found = await client.request<Resource[]>('Observation?_count=3', { pageLimit: 0, flat: true });
      expect(namesOf(found)).toEqual(resultsOf(report));
    });

    test('gives one resource after the other, across pages', async () => {
      const found: Resource[] = [];
      for await (const resource of client.resources('Observation?_count=5')) found.push(resource);
      expect(namesOf(found)).toEqual(resultsOf(report));
    });
  });

  describe('_include', () => {
    test('gets what a report refers to in the same answer', async () => {
      const found = await client.request<Resource[]>(
        `DiagnosticReport?_id=${report.id!}&_include=DiagnosticReport:result`,
        { flat: true },
      );
      expect(namesOf(found)).toEqual([`DiagnosticReport/${report.id!}`, ...resultsOf(report)].sort());
    });
  });

  describe('binary', () => {
    test('gets the photograph that a Media names, as it is', async () => {
      const [first] = report.media!;
      const media = await client.request<{ content: { url: string; contentType: string } }>(
        first!.link.reference!,
      );
      const headers = { Accept: 'image/*' };
      const answer = await client.request<Response>({ url: media.content.url, headers });
      expect(answer.headers.get('content-type')).toMatch(/^image\//);
      expect((await answer.arrayBuffer()).byteLength).toBeGreaterThan(100);
    });
  });

  describe('encoding', () => {
    test('gets XML where it asks for it', async () => {
      const headers = { Accept: 'application/fhir+xml' };
      const answer = await client.request<Response>({ url: `DiagnosticReport/${report.id!}`, headers });
      expect(await answer.text()).toMatch(
        /^(<\?xml[^>]*>\s*)?<DiagnosticReport xmlns="http:\/\/hl7.org\/fhir">/,
      );
    });
  });

  describe('errors', () => {
    test('is refused with the texts of the OperationOutcome', async () => {
      await expect(client.request('DiagnosticReport/no-such-report')).rejects.toMatchObject({
        statusCode: 404,
      });
    });
  });
});
