/** What is measured, by name. The first is the base of all ratios. */
export type Candidates = Readonly<Record<string, () => unknown>>;

/** One candidate's result. */
export interface Measurement {
  readonly name: string;
  /** Median of the samples, in microseconds for one call. */
  readonly microseconds: number;
  /** Median of its ratios to the base of the same round, and the extremes. */
  readonly ratio: number;
  readonly lowest: number;
  readonly highest: number;
}

/** A sample runs for about this long, so that the clock's grain and single pauses do not count. */
const SAMPLE_MS = 40;
const WARM_UP_MS = 1500;

/**
 * Measures candidates in turns: base, candidate, base, candidate … so that whatever slows the machine for a while slows
 * all of them, and ratios hold where microseconds do not.
 *
 * @param rounds samples of each candidate.
 */
export function measure(candidates: Candidates, rounds = 15): Measurement[] {
  const runs = Object.entries(candidates).map(([name, run]) => ({
    name,
    run,
    calls: warmUp(run),
    samples: [0],
  }));
  for (const one of runs) one.samples.length = 0;
  for (let round = 0; round < rounds; round++) {
    for (const { run, calls, samples } of runs) samples.push(sample(run, calls));
  }
  const base = runs[0]?.samples ?? [];
  return runs.map(({ name, samples }) => {
    const ratios = samples.map((time, round) => time / (base[round] ?? time));
    return {
      name,
      microseconds: median(samples),
      ratio: median(ratios),
      lowest: Math.min(...ratios),
      highest: Math.max(...ratios),
    };
  });
}

/** The middle one; of an even number the upper of the two. */
export function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? NaN;
}

/** Lets the compiler do its work, which takes it thousands of calls, and gives the number of calls of one sample. */
function warmUp(run: () => unknown): number {
  const end = performance.now() + WARM_UP_MS;
  let calls = 0;
  while (performance.now() < end || calls < 3) {
    keep(run());
    calls += 1;
  }
  return Math.max(1, Math.round((calls * SAMPLE_MS) / WARM_UP_MS));
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
