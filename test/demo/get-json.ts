/**
 * Asks a server for JSON.
 *
 * @throws Error for any status but success.
 */
export async function getJson<T>(
  url: string,
  headers: Record<string, string> = {},
  method = 'GET',
): Promise<T> {
  const response = await fetch(url, { method, headers: { accept: 'application/fhir+json', ...headers } });
  const body = (await response.json()) as T;
  if (!response.ok)
    throw new Error(`${method} ${url} was answered with ${response.status}: ${JSON.stringify(body)}`);
  return body;
}
