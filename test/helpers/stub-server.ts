import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';

/** One request as it came in. */
export interface StubRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface StubServer {
  /** Base URL without trailing slash. */
  readonly url: string;
  readonly requests: readonly StubRequest[];
  close: () => Promise<void>;
}

/**
 * An HTTP server on 127.0.0.1 that answers as a test says, be it against all rules.
 *
 * @param answer called once the request's body is whole.
 */
export async function startStubServer(
  answer: (response: ServerResponse, request: StubRequest) => void,
): Promise<StubServer> {
  const requests: StubRequest[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const { method = '', url = '', headers } = request;
      const received = { method, url, headers, body };
      requests.push(received);
      answer(response, received);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the stub has no TCP port');
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => {
        resolve();
      });
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${String(address.port)}`, requests, close };
}
