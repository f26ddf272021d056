/** No JSON text holds it bare, so that nothing else can be taken for it. */
const MARK = '\u0001';

/**
 * Links to this gateway within stored JSON. They are stored without the base that they begin with: tomorrow, or on another
 * replica, the gateway may be reached under another one, and the resource is the same.
 */
export interface OwnLinks {
  /** JSON as it is stored. */
  detach(json: string): string;
  /** JSON as it is sent. */
  attach(json: string): string;
}

/** @param baseUrl FHIR base as clients reach it, without trailing slash; null: no resource links to it. */
export function ownLinks(baseUrl: string | null): OwnLinks {
  if (baseUrl === null) return { detach: (json) => json, attach: (json) => json };
  const own = `"${baseUrl}/`;
  const detached = `"${MARK}/`;
  return {
    detach: (json) => json.replaceAll(own, detached),
    attach: (json) => (json.includes(MARK) ? json.replaceAll(detached, own) : json),
  };
}
