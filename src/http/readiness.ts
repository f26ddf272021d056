/** Whether this process wants new work. */
export interface Readiness {
  isReady(): boolean;
  /** Whether what it works with is usable now. */
  canWork(): Promise<boolean>;
  /** From now on: not ready, for good. */
  drain(): void;
}

/**
 * Starts ready.
 *
 * @param canWork asked by each probe: whether what the process cannot do without is usable now.
 */
export function createReadiness(canWork: () => Promise<boolean> = () => Promise.resolve(true)): Readiness {
  let isDraining = false;
  return {
    isReady: () => !isDraining,
    canWork,
    drain: () => {
      isDraining = true;
    },
  };
}
