import { unzipSync } from 'fflate';
import { InvalidTabulation } from './invalid-tabulation.js';

/** WHO's whole table has some 20 MB. Bytes. */
const MAX_SIZE = 128 * 1024 * 1024;
const ZIP = [0x50, 0x4b, 0x03, 0x04];

/** A text and the name of the file that it stood in. */
export interface NamedText {
  readonly file: string;
  readonly text: string;
}

/**
 * The text of a table, out of the zip that WHO publishes it in if need be.
 *
 * @param bytes a UTF-8 text (a byte order mark is fine), or a zip with one.
 * @throws InvalidTabulation
 */
export function unpack(bytes: Uint8Array, file: string): NamedText {
  const isZip = ZIP.every((byte, index) => bytes[index] === byte);
  const packed = isZip ? unzip(bytes, file) : { file, bytes };
  if (packed.bytes.length > MAX_SIZE) throw new InvalidTabulation(file, null, TOO_LARGE);
  try {
    return { file: packed.file, text: new TextDecoder('utf-8', { fatal: true }).decode(packed.bytes) };
  } catch {
    throw new InvalidTabulation(packed.file, null, 'must be text in UTF-8');
  }
}

function unzip(bytes: Uint8Array, file: string): { file: string; bytes: Uint8Array } {
  let texts: [string, Uint8Array][];
  try {
    texts = Object.entries(unzipSync(bytes, { filter: (entry) => isTable(entry, file) }));
  } catch (error) {
    if (error instanceof InvalidTabulation) throw error;
    throw new InvalidTabulation(file, null, 'is a broken zip file');
  }
  const [first, second] = texts;
  if (first === undefined || second !== undefined) {
    throw new InvalidTabulation(
      file,
      null,
      'must hold exactly one .txt or .tsv file (a spreadsheet is not read)',
    );
  }
  return { file: first[0], bytes: first[1] };
}

/** The size is the one that the zip states; no more than that is ever unpacked. */
function isTable({ name, originalSize }: { name: string; originalSize: number }, file: string): boolean {
  if (!/\.(txt|tsv)$/i.test(name)) return false;
  if (originalSize > MAX_SIZE) throw new InvalidTabulation(file, null, TOO_LARGE);
  return true;
}

const TOO_LARGE = 'is larger than 128 MiB';
