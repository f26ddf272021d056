/** What must be closed, and in which order: the last one opened first. */
export interface Closing {
  add(close: () => Promise<void> | void): void;
  close(): Promise<void>;
}

/** Starts with nothing to close. */
export function createClosing(): Closing {
  const steps: (() => Promise<void> | void)[] = [];
  return {
    add: (close) => {
      steps.unshift(close);
    },
    close: async () => {
      for (const step of steps.splice(0)) await step();
    },
  };
}
