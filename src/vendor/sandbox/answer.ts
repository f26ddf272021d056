import type { ServerResponse } from 'node:http';

/** An HTTP answer that is known whole. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/** An answer in JSON. */
export function json(status: number, value: unknown, headers: Record<string, string> = {}): Answer {
  const body = `${JSON.stringify(value, null, 2)}\n`;
  return {
    status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers },
    body,
  };
}

/** The vendor's envelope around an error; `data` is null. */
export function refusal(
  status: number,
  errorCode: string,
  message: string,
  headers: Record<string, string> = {},
): Answer {
  return json(status, { success: false, message, errorCode, data: null }, headers);
}

/** Sends an answer with its length, so that a cut connection can be told from a short body. */
export function send(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, { ...headers, 'content-length': String(Buffer.byteLength(body)) });
  response.end(body);
}
