import type { Authoriser } from './authoriser.js';

/** So many are remembered: answers may quote the token before this one still. */
const MOST = 4;

/** An authoriser that knows what it gave. */
export interface RememberingAuthoriser extends Authoriser {
  /** Values of headers, the latest last. Secret: what others say is searched for them. */
  recent(): readonly string[];
}

/** Remembers the credentials that were given last, whether they are configured or were got somewhere. */
export function remembering(authoriser: Authoriser): RememberingAuthoriser {
  const given = new Set<string>();
  return {
    async headers(signal) {
      const headers = await authoriser.headers(signal);
      for (const value of Object.values(headers)) {
        given.delete(value);
        given.add(value);
      }
      for (const value of [...given].slice(0, -MOST)) given.delete(value);
      return headers;
    },
    refused: (headers) => authoriser.refused(headers),
    recent: () => [...given],
  };
}
