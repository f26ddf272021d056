import type { FetchImplementation } from 'jose';
import { Agent, request } from 'undici';

/** Key sets are some kilobytes large. */
const MAX_BYTES = 1_048_576;

/**
 * Makes the function that fetches key sets: with undici, because the `fetch` that comes with Node 20 gets no more repairs, and with a
 * bound on the size. It follows no redirect.
 */
export function jwksFetch(): FetchImplementation {
  const dispatcher = new Agent({ maxResponseSize: MAX_BYTES });
  return async (url, { headers, signal }) => {
    const { statusCode, body } = await request(url, {
      dispatcher,
      headers: Object.fromEntries(headers),
      signal,
    });
    return new Response(await body.text(), { status: statusCode });
  };
}
