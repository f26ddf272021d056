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

/**
 * The places that show the same file, together: a file is signed anew at each place, so it is told by its URL without
 * query.
 *
 * @param places null where there is no file; files keep the order in which they come first.
 */
export function byFile<T extends { readonly url: string }>(places: readonly (T | null)[]): Map<string, T[]> {
  const files = new Map<string, T[]>();
  for (const place of places) {
    if (place === null) continue;
    const file = withoutQuery(place.url);
    const known = files.get(file);
    if (known === undefined) files.set(file, [place]);
    else known.push(place);
  }
  return files;
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
