import { isLoopback } from './loopback.js';

/**
 * Says what is wrong with the base URL of a server that reports come from or go to.
 *
 * @param allowHttp permits http to a host that is not this machine: reports then cross the network in clear.
 * @returns a rule that never repeats the URL; null when it may be used.
 */
export function baseUrlProblem(baseUrl: string, allowHttp: boolean): string | null {
  if (!URL.canParse(baseUrl)) return 'must be an absolute URL';
  const { protocol, hostname, username, password } = new URL(baseUrl);
  if (username !== '' || password !== '') return 'must not hold a user or password';
  if (/[?#]/.test(baseUrl)) return 'must not hold a query or a fragment';
  const isPermittedHttp = protocol === 'http:' && (allowHttp || isLoopback(hostname));
  return protocol === 'https:' || isPermittedHttp ? null : 'must be https (http only to this machine)';
}
