import { readFileSync } from 'node:fs';

/** What a curl command of the README asks for. */
export interface CurlRequest {
  readonly url: string;
  readonly init: RequestInit;
  /** Whether the body goes to a file. */
  readonly isSaved: boolean;
  /** What is written after the body (`-w`). */
  readonly format: string;
}

/**
 * Understands the curl options that the README uses, so that its examples run where curl is not installed.
 *
 * @param words the command, `curl` itself first.
 * @throws Error for any other option.
 */
export function readCurl(words: readonly string[]): CurlRequest {
  const headers = new Headers();
  let url = '';
  let body: string | Buffer | undefined;
  let isSaved = false;
  let format = '';
  let method: string | undefined;
  for (let at = 1; at < words.length; at++) {
    const word = words[at] ?? '';
    if (word === '-s') continue;
    else if (word === '-H') addHeader(headers, words[++at] ?? '');
    else if (word === '-d' || word === '--data-binary') body = readData(words[++at] ?? '');
    else if (word === '-X') method = words[++at] ?? '';
    else if (word === '-w') format = words[++at] ?? '';
    else if (word === '-o') {
      isSaved = true;
      at++;
    } else if (word.startsWith('http')) url = word;
    else throw new Error(`curl ${word} is not understood`);
  }
  const init: RequestInit = {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    headers,
    ...(body === undefined ? {} : { body }),
  };
  return { url, init, isSaved, format };
}

function addHeader(headers: Headers, header: string): void {
  const colon = header.indexOf(':');
  headers.append(header.slice(0, colon), header.slice(colon + 1).trim());
}

function readData(data: string): string | Buffer {
  return data.startsWith('@') ? readFileSync(data.slice(1)) : data;
}

/** What curl prints of an answer. */
export function printed(response: Response, body: string, { isSaved, format }: CurlRequest): string {
  const facts = format
    .replaceAll('%{http_code}', String(response.status))
    .replaceAll('%{content_type}', response.headers.get('content-type') ?? '');
  return `${isSaved ? '' : body}${facts}`;
}
