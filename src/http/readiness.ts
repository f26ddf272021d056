/** Whether this process wants new work. */
export interface Readiness {
  isReady(): boolean;
  /** From now on: not ready, for good. */
  drain(): void;
}

/** Starts ready. */
export function createReadiness(): Readiness {
  let isDraining = false;
  return {
    isReady: () => !isDraining,
    drain: () => {
      isDraining = true;
    },
  };
}
