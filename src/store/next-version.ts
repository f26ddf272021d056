import { hashOf } from './content-hash.js';

/** What is known of a stored version without its content. */
export interface KnownVersion {
  readonly number: number;
  readonly versionId: string;
  /** Empty for a deletion or an erasure. */
  readonly language: string;
  /** Empty for a deletion or an erasure. */
  readonly contentHash: string;
  readonly isCurrent: boolean;
  /** ms since the epoch. */
  readonly lastUpdated: number;
}

/** What identifies a version and when it was stored. */
export interface VersionStamp {
  /** Counts the versions of a resource, in all languages. */
  readonly number: number;
  readonly versionId: string;
  readonly contentHash: string;
  /** ms since the epoch. */
  readonly lastUpdated: number;
}

/** The current version in a language, when its content is the same. */
export function sameVersion(
  contentHash: string,
  language: string,
  known: readonly KnownVersion[],
): KnownVersion | undefined {
  return known.find((one) => one.isCurrent && one.language === language && one.contentHash === contentHash);
}

/**
 * The version after those that are known. Its id is the hash of the content; content that was there before, was replaced and
 * comes back gets another id, for a version never changes and is not younger than the one after it.
 *
 * @param known every version of the resource.
 */
export function nextVersion(
  contentHash: string,
  known: readonly KnownVersion[],
  nowMs: number,
): VersionStamp {
  const earlier = known.filter((one) => one.contentHash === contentHash).length;
  const versionId =
    earlier === 0 ? contentHash : hashOf(`${contentHash} ${earlier}`).slice(0, contentHash.length);
  return { ...after(known, nowMs), versionId, contentHash };
}

/** The version that says that a resource is there no more. */
export function deletion(known: readonly KnownVersion[], nowMs: number): VersionStamp {
  const stamp = after(known, nowMs);
  return { ...stamp, versionId: `deleted-${stamp.number}`, contentHash: '' };
}

/** Numbers and times only grow, even where the clock does not. */
function after(known: readonly KnownVersion[], nowMs: number): Pick<VersionStamp, 'number' | 'lastUpdated'> {
  return {
    number: Math.max(0, ...known.map(({ number }) => number)) + 1,
    lastUpdated: Math.max(nowMs, ...known.map(({ lastUpdated }) => lastUpdated)),
  };
}
