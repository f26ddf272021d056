/** Where a reference leads: `Media` + id on this server, `https://ehr.example/fhir/Patient` + id elsewhere. */
export interface ReferenceTarget {
  /** Type, behind the base of another server; null for what is no address of a resource, such as a `urn:uuid:`. */
  readonly system: string | null;
  readonly code: string;
}

const REST =
  /^((?:https?:\/\/[^?#]+\/)?[A-Z][A-Za-z]+)\/([A-Za-z0-9.-]{1,64})(?:\/_history\/[A-Za-z0-9.-]{1,64})?$/;

/** Takes a literal reference or a canonical URL apart; of one that names a version, the version is left out. */
export function referenceTarget(reference: string): ReferenceTarget {
  const [, system, code] = REST.exec(reference) ?? [];
  if (system === undefined || code === undefined) return { system: null, code: reference };
  return { system, code };
}

/** Type of what a target's system stands for: its last segment. */
export function typeOfTarget(system: string): string {
  return system.slice(system.lastIndexOf('/') + 1);
}
