/** A resource that many reports refer to (the Device), as one destination is to have it. */
export interface SharedResource {
  /** Name of the destination. */
  readonly destination: string;
  readonly type: string;
  readonly id: string;
  /** Hash of the content as it is sent there. */
  readonly contentHash: string;
}

/**
 * - `stored`: the destination has it.
 * - `claimed`: the caller stores it now, and nobody else does so meanwhile.
 * - `elsewhere`: another worker is doing so; ask again a little later.
 */
export type SharedClaim = 'stored' | 'claimed' | 'elsewhere';

/**
 * What of shared things a destination has. They are stored before the reports that refer to them, by one worker: servers refuse
 * reports that arrive together and each bring the same new resource.
 */
export interface SharedResources {
  claim(resource: SharedResource, owner: string, nowMs: number, leaseMs: number): Promise<SharedClaim>;
  /** Claims it for longer. @returns false when it is another's by now. */
  extend(resource: SharedResource, owner: string, nowMs: number, leaseMs: number): Promise<boolean>;
  /** It is stored there. */
  finish(resource: SharedResource, owner: string, nowMs: number): Promise<void>;
  /** It is not stored there. */
  release(resource: SharedResource, owner: string): Promise<void>;
  /** Forgets what a destination has, for example because it was emptied: everything is stored again when it is next needed. */
  forget(destination: string): Promise<void>;
}
