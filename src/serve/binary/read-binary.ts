import { buffer } from 'node:stream/consumers';
import { OutcomeError } from '../../fhir/outcome.js';
import { VendorFailure } from '../../vendor/failure.js';
import { openBinary, type BinaryDependencies, type BinaryWanted } from './open-binary.js';

/** A file, whole. */
export interface WholeFile {
  /** Media type, as its bytes say. */
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

/** Larger files do not go into a resource: base64 makes them a third longer still, and servers have limits. */
const LARGEST = 8 * 1024 * 1024;

/**
 * Reads the bytes of a Binary.
 *
 * @returns null when there is no such file any more, the vendor does not give it, or it is larger than 8 MiB.
 */
export async function readBinary(
  dependencies: BinaryDependencies,
  wanted: BinaryWanted,
): Promise<WholeFile | null> {
  try {
    const { file } = await openBinary(dependencies, wanted);
    if (file.size !== null && file.size > LARGEST) {
      file.body.destroy();
      return null;
    }
    const bytes = await buffer(file.body);
    return bytes.byteLength > LARGEST ? null : { contentType: file.type.name, bytes };
  } catch (error) {
    if (error instanceof OutcomeError || error instanceof VendorFailure) return null;
    throw error;
  }
}
