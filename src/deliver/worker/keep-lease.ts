/** A claim that is kept as long as the work on it lasts. */
export interface KeptLease {
  /** Ends the work when the lease is lost. */
  readonly signal: AbortSignal;
  /** No more extension. */
  readonly stop: () => void;
}

/** How a lease is kept. */
export interface LeaseKeeping {
  readonly leaseMs: number;
  /** @returns false when the lease is lost. */
  readonly extend: () => Promise<boolean>;
  /** Ends the work at once, for example when the process stops. */
  readonly stopping: AbortSignal;
}

/** The work ends before the lease does: never do two workers send the same. */
const PART_OF_LEASE = 3;

/** Extends a lease each third of its time, and ends the work when that fails. */
export function keepLease({ leaseMs, extend, stopping }: LeaseKeeping): KeptLease {
  const lost = new AbortController();
  const timer = setInterval(() => {
    extend().then(
      (isKept) => {
        if (!isKept) lost.abort();
      },
      () => {
        lost.abort();
      },
    );
  }, leaseMs / PART_OF_LEASE);
  return {
    signal: AbortSignal.any([lost.signal, stopping]),
    stop: () => {
      clearInterval(timer);
    },
  };
}
