import type { PlannedRequest } from '../planned-request.js';
import type { ProfileName } from './profile.js';

/** The writing of a resource that many reports refer to (the Device): once to each destination, and before the reports. */
export interface SharedWriting {
  readonly type: string;
  readonly id: string;
  /** Hash of the content as it is sent there. */
  readonly contentHash: string;
  readonly request: PlannedRequest;
}

/** All requests that bring one report to one destination. */
export interface Plan {
  readonly profile: ProfileName;
  /** To be stored first, unless the destination has them already. */
  readonly shared: readonly SharedWriting[];
  /** To be sent one after the other; the next one only when the one before is stored. At least one. */
  readonly requests: readonly PlannedRequest[];
}

/** Bytes that a link to a Binary of the gateway stands for. */
export interface PlannedFile {
  /** MIME type, as the bytes themselves say. */
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

/**
 * Files by the id of their Binary, as `filesOf` asks for them. A link whose file is not among them stays a link.
 */
export type PlannedFiles = ReadonlyMap<string, PlannedFile>;
