import type { Bundle, DiagnosticReport, FhirResource } from 'fhir/r4.js';
import type { GatewayProcess } from '../helpers/gateway-process.js';
import { multiplyReports } from './multiply-reports.js';
import type { Workplace } from './workplace.js';

export const REPORT_SYSTEM = 'https://derm-fhir-gateway.github.io/sid/report';

/** Stores a report through a gateway. @returns its DiagnosticReport, then its Observations and its Provenance. */
export async function storeReport({
  baseUrl,
}: GatewayProcess): Promise<[DiagnosticReport, ...FhirResource[]]> {
  const query = `identifier=${REPORT_SYSTEM}|first&_include=DiagnosticReport:result&_revinclude=Provenance:target`;
  const answer = await fetch(`${baseUrl}/DiagnosticReport?${query}`);
  const { entry = [] } = (await answer.json()) as Bundle<FhirResource>;
  const [report, ...others] = entry.flatMap(({ resource }) => resource ?? []);
  if (report?.resourceType !== 'DiagnosticReport') throw new Error('no report is stored');
  return [report, ...others];
}

/** Makes a file with so many reports in it: one that came through a gateway, and copies of it. */
export async function seedReports(workplace: Workplace, file: string, count: number): Promise<void> {
  const gateway = await workplace.start(file);
  const [{ id = '', identifier = [] }] = await storeReport(gateway);
  await gateway.end('SIGTERM');
  const vendorId = identifier.find(({ system }) => system === REPORT_SYSTEM)?.value ?? '';
  multiplyReports(workplace.pathOf(file), { id, vendorId }, count - 1);
}
