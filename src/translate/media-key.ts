/**
 * What stays of a signed, expiring URL when it is signed again: everything before query and fragment.
 *
 * @param url as the vendor sends it.
 */
export function withoutQuery(url: string): string {
  const end = url.search(/[?#]/);
  return end === -1 ? url : url.slice(0, end);
}

/**
 * The path of a media URL: the stable key of a photograph, since the host may be moved and the query is a signature.
 *
 * @param url as the vendor sends it.
 * @returns e.g. `/diagnostic-report-medias/bbb.png`.
 */
export function mediaPath(url: string): string {
  return withoutQuery(url).replace(/^[A-Za-z][A-Za-z0-9+.-]*:\/\/[^/]*/, '');
}

/** The file of a URL, however it is signed; null: there is no URL. */
export function fileOf(url: string | null): string | null {
  return url === null ? null : withoutQuery(url);
}

/**
 * The places that show the same thing, together.
 *
 * @param places null where there is nothing; groups keep the order in which they come first.
 */
export function byLikeness<T extends { readonly likeness: string }>(
  places: readonly (T | null)[],
): Iterable<[T, ...T[]]> {
  const groups = new Map<string, [T, ...T[]]>();
  for (const place of places) {
    if (place === null) continue;
    const known = groups.get(place.likeness);
    if (known === undefined) groups.set(place.likeness, [place]);
    else known.push(place);
  }
  return groups.values();
}

const MIME_TYPES: Readonly<Record<string, string>> = {
  avif: 'image/avif',
  bmp: 'image/bmp',
  gif: 'image/gif',
  heic: 'image/heic',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  mov: 'video/quicktime',
  mp4: 'video/mp4',
  png: 'image/png',
  tif: 'image/tiff',
  tiff: 'image/tiff',
  webm: 'video/webm',
  webp: 'image/webp',
};

/**
 * MIME type by file extension; undefined when the path does not tell, since a wrong one is worse than none.
 *
 * @param url as the vendor sends it.
 */
export function contentTypeOf(url: string): string | undefined {
  const extension = /\.([A-Za-z0-9]{2,5})$/.exec(withoutQuery(url))?.[1];
  return extension === undefined ? undefined : MIME_TYPES[extension.toLowerCase()];
}
