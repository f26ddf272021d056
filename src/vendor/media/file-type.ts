/** A type of file that may be passed on. */
export interface FileType {
  /** Media type, without parameters. */
  readonly name: string;
  /** For a file's name, without the dot. */
  readonly extension: string;
  /** `picture` for photographs, overlays and videos, `document` for the printable report. */
  readonly kind: 'picture' | 'document';
}

/** How many bytes of a file must be seen before its type is told, unless it is shorter. */
export const HEAD_BYTES = 64;

/** A type, and the first bytes of its files in hexadecimal digits. */
interface Signature {
  readonly type: FileType;
  readonly start: RegExp;
}

const SIGNATURES: readonly Signature[] = [
  signature('picture', 'image/jpeg', 'jpg', /^ffd8ff/),
  signature('picture', 'image/png', 'png', /^89504e470d0a1a0a/),
  signature('picture', 'image/webp', 'webp', /^52494646.{8}57454250/),
  signature('picture', 'image/gif', 'gif', /^474946383[79]61/),
  signature('picture', 'image/tiff', 'tif', /^(?:49492a00|4d4d002a)/),
  // Two letters would be met by chance: the reserved bytes and the size of the next header are looked at, too.
  signature('picture', 'image/bmp', 'bmp', /^424d.{8}00000000.{8}(?:0c|28|34|38|40|6c|7c)000000/),
  // EBML, whose document type says whether it is WebM or another Matroska (RFC 8794 §11.2.6).
  signature('picture', 'video/webm', 'webm', /^1a45dfa3(?:..){0,48}?4282[89].7765626d/),
  signature('document', 'application/pdf', 'pdf', /^255044462d3[12]/),
];

/** Brands of ISO base media files (ISO/IEC 14496-12 §4.3): they say which of many formats it is. */
const BRANDS: readonly (readonly [type: FileType, brands: readonly string[]])[] = [
  [picture('image/avif', 'avif'), ['avif', 'avis']],
  [picture('image/heic', 'heic'), ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx']],
  [picture('video/quicktime', 'mov'), ['qt  ']],
  [
    picture('video/mp4', 'mp4'),
    ['isom', 'iso2', 'iso4', 'iso5', 'iso6', 'mp41', 'mp42', 'avc1', 'M4V ', 'MSNV', 'dash'],
  ],
];

/** Every type that may be passed on. */
export const fileTypes: readonly FileType[] = [...SIGNATURES, ...BRANDS.map(([type]) => ({ type }))].map(
  ({ type }) => type,
);

/** Brands of HEIF that say nothing by themselves: then those that the file is compatible with do. */
const GENERAL_BRANDS: readonly string[] = ['mif1', 'msf1'];

/**
 * Tells a file's type by its first bytes: what a server says about it may be wrong, and what a browser would make of it may be
 * worse. Only types that are pictures, videos or pages and nothing else are known; SVG and HTML can hold scripts and are not.
 *
 * @param head at least {@link HEAD_BYTES}, or the whole file.
 * @returns null when it is none of those that may be passed on.
 */
export function sniff(head: Uint8Array): FileType | null {
  const bytes = Buffer.from(head.subarray(0, HEAD_BYTES));
  const digits = bytes.toString('hex');
  return SIGNATURES.find(({ start }) => start.test(digits))?.type ?? boxedType(bytes);
}

function boxedType(head: Buffer): FileType | null {
  if (head.toString('latin1', 4, 8) !== 'ftyp') return null;
  const text = head.toString('latin1', 0, head.readUInt32BE(0));
  const main = text.slice(8, 12);
  const brands = GENERAL_BRANDS.includes(main) ? (text.slice(16).match(/[^]{4}/g) ?? []) : [main];
  return BRANDS.find(([, known]) => known.some((brand) => brands.includes(brand)))?.[0] ?? null;
}

function signature(kind: FileType['kind'], name: string, extension: string, start: RegExp): Signature {
  return { type: { kind, name, extension }, start };
}

function picture(name: string, extension: string): FileType {
  return { kind: 'picture', name, extension };
}
