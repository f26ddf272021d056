import type { Bundle } from 'fhir/r4.js';

/** What a client was told: it must stay true. */
export interface Acknowledged {
  /** What the vendor was asked with. */
  readonly vendorId: string;
  readonly id: string;
  readonly versionId: string;
}

const REPORT_SYSTEM = 'https://derm-fhir-gateway.github.io/sid/report';

/**
 * Asks for a report by the vendor's id.
 *
 * @param isFresh whether the vendor is to be asked again.
 * @returns null: no answer came, or none that acknowledges anything.
 */
export async function askFor(
  baseUrl: string,
  vendorId: string,
  isFresh: boolean,
): Promise<Acknowledged | null> {
  try {
    const headers = isFresh ? { 'Cache-Control': 'no-cache' } : {};
    const answer = await fetch(`${baseUrl}/DiagnosticReport?identifier=${REPORT_SYSTEM}|${vendorId}`, {
      headers,
    });
    const { entry = [] } = (await answer.json()) as Bundle;
    const { id, meta } = entry[0]?.resource ?? {};
    if (answer.status !== 200 || id === undefined || meta?.versionId === undefined) return null;
    return { vendorId, id, versionId: meta.versionId };
  } catch {
    // The process was killed while it answered.
    return null;
  }
}

/** What is wrong with an acknowledged version now; nothing: it can be read, with its ETag. */
export async function lost(baseUrl: string, { id, versionId }: Acknowledged): Promise<string[]> {
  const address = `${baseUrl}/DiagnosticReport/${id}`;
  const current = await fetch(address);
  await current.arrayBuffer();
  const version = await fetch(`${address}/_history/${versionId}`);
  await version.arrayBuffer();
  const isThere = current.status === 200 && version.status === 200;
  if (isThere && version.headers.get('etag') === `W/"${versionId}"`) return [];
  return [`DiagnosticReport/${id} version ${versionId}: ${current.status}, ${version.status}`];
}
