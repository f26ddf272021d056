import { OutcomeError } from '../../fhir/outcome.js';
import { formatNamed, isR4 } from '../../http/format.js';
import { headerOf, type RequestHead } from '../../http/header.js';
import { parseAccept, qualityOf, type MediaRange } from '../../http/media-range.js';
import { formatOf } from '../../http/negotiate.js';
import { queryOf, single } from '../../http/query.js';

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
  return (type) => {
    const native = qualityOf([type], ranges);
    const isNamed = ranges.some((range) => range.type === type);
    if (fhir > native || (fhir > 0 && fhir === native && !isNamed)) return 'fhir';
    if (native > 0) return 'native';
    return plain > 0 ? 'fhir' : null;
  };
}

/** Whether the form is FHIR before the file is known. */
export function isFhirForSure(formFor: (type: string) => BinaryForm | null): boolean {
  return formFor('application/octet-stream') === 'fhir';
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
  const named = ranges.filter(
    ({ type, parameters }) => formatNamed(type) !== null && type.includes('fhir') === own && isR4(parameters),
  );
  return Math.max(0, ...named.map(({ quality }) => quality));
}
