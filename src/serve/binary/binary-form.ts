import { OutcomeError } from '../../fhir/outcome.js';
import { formatNamed, isR4, namesOf } from '../../http/format.js';
import { headerOf, type RequestHead } from '../../http/header.js';
import { parseAccept, qualityOf, type MediaRange } from '../../http/media-range.js';
import { formatOf } from '../../http/negotiate.js';
import { queryOf, single } from '../../http/query.js';
import { fileTypes, type FileType } from '../../vendor/media/file-type.js';

/** The bytes themselves, or the resource Binary that holds them. */
export type BinaryForm = 'native' | 'fhir';

/**
 * Reads in which form a Binary is wanted (https://hl7.org/fhir/R4/binary.html#rest): as it is, unless the request asks for FHIR.
 *
 * `*` and the plain names of JSON and XML are no such wish where the file itself is acceptable too: browsers and HTTP
 * libraries send them always.
 *
 * @returns a function from the file's own media type to the form; null: the request takes neither.
 * @throws OutcomeError 400 when the query cannot be read.
 */
export function binaryFormOf(req: RequestHead): (type: string) => BinaryForm | null {
  const format = single(queryOf(req), '_format');
  if (format !== undefined && namesFhir(req)) return () => 'fhir';
  const accept = (format ?? headerOf(req, 'accept') ?? '').trim();
  if (accept === '') return () => 'native';
  const ranges = parseAccept(accept);
  const fhir = qualityOfFhir(ranges, true);
  const plain = qualityOfFhir(ranges, false);
  // A range of everything means FHIR, too, where it is all that is left.
  const takesFhir = qualityOf(namesOf('json'), rangesOfR4(ranges)) > 0;
  return (type) => {
    const native = qualityOf([type], ranges);
    const isNamed = ranges.some((range) => range.type === type);
    if (fhir > native || (fhir > 0 && fhir === native && !isNamed)) return 'fhir';
    if (native > 0) return 'native';
    return plain > 0 || takesFhir ? 'fhir' : null;
  };
}

/**
 * The forms that an answer may have before the file's type is known.
 *
 * @param kind of the file.
 */
export function possibleForms(
  formFor: (type: string) => BinaryForm | null,
  kind: FileType['kind'],
): ReadonlySet<BinaryForm | null> {
  return new Set(fileTypes.filter((type) => type.kind === kind).map(({ name }) => formFor(name)));
}

function namesFhir(req: RequestHead): boolean {
  try {
    formatOf(req);
    return true;
  } catch (error) {
    if (error instanceof OutcomeError && error.status === 406) return false;
    throw error;
  }
}

/** @param own whether the names are looked at that mean FHIR and nothing else, or the plain ones of JSON and XML. */
function qualityOfFhir(ranges: readonly MediaRange[], own: boolean): number {
  const named = rangesOfR4(ranges).filter(
    ({ type }) => formatNamed(type) !== null && type.includes('fhir') === own,
  );
  return Math.max(0, ...named.map(({ quality }) => quality));
}

function rangesOfR4(ranges: readonly MediaRange[]): MediaRange[] {
  return ranges.filter(({ parameters }) => isR4(parameters));
}
