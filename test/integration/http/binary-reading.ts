import type { Attachment, Bundle, FhirResource } from 'fhir/r4.js';
import { send } from '../../helpers/ask.js';

/** Everything of an answer, with its bytes as they came. */
export interface BinaryAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Buffer;
}

/** Reads a link as a program does that knows nothing of FHIR. */
export async function read(url: string, headers: Record<string, string> = {}): Promise<BinaryAnswer> {
  const response = await fetch(url, { headers });
  return {
    status: response.status,
    headers: response.headers,
    bytes: Buffer.from(await response.arrayBuffer()),
  };
}

/** The attachments of a report that the vendor has: photographs and overlays, then the printable report. */
export async function attachmentsOf(
  gateway: string,
  report: string,
  headers: Record<string, string> = {},
): Promise<Attachment[]> {
  const { text } = await send(gateway, 'get', '/fhir/DiagnosticReport/$fetch', {
    query: `report=${report}`,
    headers,
  });
  return attachmentsIn(JSON.parse(text) as Bundle<FhirResource>);
}

function attachmentsIn({ entry = [] }: Bundle<FhirResource>): Attachment[] {
  return entry.flatMap(({ resource }) => {
    if (resource?.resourceType === 'Media') return [resource.content];
    return resource?.resourceType === 'DiagnosticReport' ? (resource.presentedForm ?? []) : [];
  });
}
