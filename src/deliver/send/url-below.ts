/**
 * Resolves a path against a FHIR base, strictly: what is sent to a destination goes below its base and nowhere else.
 *
 * @param path below the base, without a leading slash; empty for the base itself; or a URL that begins with the base, as the `next`
 * link of a search does.
 * @throws TypeError, which repeats nothing of it, for one that leads off the base.
 */
export function urlBelow(baseUrl: string, path: string): URL {
  const isAbsolute = /^[a-z][a-z0-9+.-]*:\/\//i.test(path);
  const text = isAbsolute ? path : path === '' ? baseUrl : `${baseUrl}/${path}`;
  if (!URL.canParse(text)) throw new TypeError('not a URL below the base');
  const url = new URL(text);
  const base = new URL(baseUrl);
  const root = base.pathname.replace(/\/$/, '');
  // The parser has resolved `..` by now; encoded slashes and dots it leaves for servers to resolve.
  const isBelow = url.pathname === base.pathname || url.pathname.startsWith(`${root}/`);
  const isPlain = url.username === '' && url.password === '' && url.hash === '';
  if (
    url.origin !== base.origin ||
    !isBelow ||
    !isPlain ||
    /%(?:2e|2f|5c)/i.test(url.pathname.slice(root.length))
  )
    throw new TypeError('leads off the base');
  return url;
}
