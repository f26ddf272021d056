/**
 * Whether a host means this machine.
 *
 * @param host a name or address, an IPv6 one with brackets (as `URL` gives it) or without (as a server listens on it).
 */
export function isLoopback(host: string): boolean {
  return ['localhost', '::1', '[::1]'].includes(host) || /^127(?:\.\d{1,3}){3}$/.test(host);
}
