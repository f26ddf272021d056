import type { Answer } from '../helpers/openapi.js';

/** How a secret may be spelled in an address, a header or a log line. */
function spellings(text: string): string[] {
  const bytes = Buffer.from(text);
  const encoded = encodeURIComponent(text);
  return [
    text,
    encoded,
    encodeURIComponent(encoded),
    bytes.toString('base64').replace(/=+$/, ''),
    bytes.toString('hex'),
  ];
}

/** The secrets that a text holds, in any spelling. */
export function secretsIn(text: string, secrets: readonly string[]): string[] {
  return secrets.filter((secret) => spellings(secret).some((spelling) => text.includes(spelling)));
}

/** The secrets that an answer holds. A request id is the caller's own text. */
export function findCanaries(secrets: readonly string[], { headers, text }: Answer): string[] {
  const given = Object.entries(headers).filter(([name]) => name !== 'x-request-id');
  const found = secretsIn(`${given.flat().join('\n')}\n${text}`, secrets);
  return found.map((secret) => `the answer holds the secret ${secret.slice(0, 12)}…`);
}
