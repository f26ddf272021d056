/** Something that must hold, and whether it does. */
export interface Check {
  readonly area: string;
  readonly name: string;
  /** null: it holds. */
  readonly problem: string | null;
  /** What was answered, where that was the question. */
  readonly answer?: string;
}

/** Runs what throws when something does not hold. */
export async function check(area: string, name: string, run: () => Promise<void> | void): Promise<Check> {
  try {
    await run();
    return { area, name, problem: null };
  } catch (error) {
    return { area, name, problem: error instanceof Error ? error.message : String(error) };
  }
}
