/** What is measured, by name. The first is the base of all ratios. */
export type Candidates = Readonly<Record<string, () => unknown>>;

/** One candidate's result. */
export interface Measurement {
  readonly name: string;
  /** Median of the samples, in microseconds for one call. */
  readonly microseconds: number;
  /** To the base: of the medians. */
  readonly ratio: number;
  /** To the base: of the samples that three quarters are slower than, which a busy neighbour disturbs least. */
  readonly quietRatio: number;
}

/** A sample runs for about this long: many calls, yet so short that the machine is as busy during the next one. */
const SAMPLE_MS = 20;
const WARM_UP_CALLS = 15_000;
const WARM_UP_MS = 3000;

/**
 * Measures candidates in turns: base, candidate, base, candidate … so that whatever slows the machine for a while slows
 * all of them, and ratios hold where microseconds do not.
 *
 * @param rounds samples of each candidate.
 */
export function measure(candidates: Candidates, rounds: number): Measurement[] {
  const runs = Object.entries(candidates).map(([name, run]) => ({
    name,
    run,
    calls: warmUp(run),
    samples: new Array<number>(),
  }));
  for (let round = 0; round < rounds; round++) {
    for (const { run, calls, samples } of runs) samples.push(sample(run, calls));
  }
  const base = runs[0]?.samples ?? [];
  return runs.map(({ name, samples }) => ({
    name,
    microseconds: quantile(samples, 0.5),
    ratio: quantile(samples, 0.5) / quantile(base, 0.5),
    quietRatio: quantile(samples, 0.25) / quantile(base, 0.25),
  }));
}

/** The number that a share of the others is less than: 0.5 gives the median. */
export function quantile(numbers: readonly number[], share: number): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length * share)] ?? NaN;
}

/** Lets the compiler do its work, which takes it thousands of calls, and gives the number of calls of one sample. */
function warmUp(run: () => unknown): number {
  const start = performance.now();
  let calls = 0;
  while (calls < WARM_UP_CALLS && performance.now() < start + WARM_UP_MS) {
    keep(run());
    calls += 1;
  }
  return Math.max(1, Math.round((calls * SAMPLE_MS) / (performance.now() - start)));
}

function sample(run: () => unknown, calls: number): number {
  const start = performance.now();
  for (let call = 0; call < calls; call++) keep(run());
  return ((performance.now() - start) * 1000) / calls;
}

let kept: unknown;

/** Uses a result, so that no compiler may leave out the work that made it. */
function keep(result: unknown): void {
  kept = result;
}

/** The last result: something must be able to read it. */
export function lastResult(): unknown {
  return kept;
}
