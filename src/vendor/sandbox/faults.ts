import { z } from 'zod';

const common = {
  /** How many answers are spoilt before the fault removes itself; without it, all until it is cleared. */
  times: z.int().min(1).max(1_000_000).optional(),
  /** Share of the answers that are spoilt, chosen at random. */
  rate: z.number().min(0).max(1).optional(),
  /** Only answers about this report: its readable id. */
  reportId: z.string().min(1).max(512).optional(),
};

/** Everything that can be made to go wrong with a report's answer. */
export const faultSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('latency'), ms: z.int().min(0).max(120_000).default(1_000), ...common }),
  z.strictObject({ kind: z.literal('unauthorized'), ...common }),
  z.strictObject({
    kind: z.literal('throttle'),
    retryAfterSeconds: z.int().min(0).max(86_400).default(1),
    ...common,
  }),
  z.strictObject({
    kind: z.literal('server-error'),
    status: z.int().min(500).max(599).default(500),
    ...common,
  }),
  z.strictObject({ kind: z.literal('truncated-json'), ...common }),
  z.strictObject({
    kind: z.literal('success-false'),
    errorCode: z.string().max(200).default('ANALYSIS_FAILED'),
    ...common,
  }),
  z.strictObject({ kind: z.literal('reset'), ...common }),
  z.strictObject({ kind: z.literal('not-json'), ...common }),
  z.strictObject({
    kind: z.literal('redirect'),
    status: z.literal([301, 302, 303, 307, 308]).default(302),
    location: z.url().default('http://127.0.0.1:9/elsewhere'),
    ...common,
  }),
  z.strictObject({ kind: z.literal('drip'), ms: z.int().min(1).max(120_000).default(1_000), ...common }),
  z.strictObject({
    kind: z.literal('oversize'),
    bytes: z
      .int()
      .min(1)
      .max(64 * 1024 * 1024)
      .default(8 * 1024 * 1024),
    ...common,
  }),
]);

/** A fault with its defaults filled in. */
export type Fault = z.output<typeof faultSchema>;
/** A fault as a tester writes it; `{ kind }` is enough. */
export type FaultInput = z.input<typeof faultSchema>;

/** The names of all faults. */
export const FAULT_KINDS = faultSchema.options.map((option) => option.shape.kind.value);

/** The switchboard: at most one fault is on at a time. */
export interface Faults {
  /**
   * Switches one on in place of whatever was on before.
   *
   * @throws ZodError when it is not a fault
   */
  set(fault: FaultInput): Fault;
  clear(): void;
  /** What is on now. */
  current(): Fault | undefined;
  /** The fault that spoils this answer, if any; counts it off. */
  take(reportId: string): Fault | undefined;
}

/**
 * @param random a number in [0, 1), for faults with a rate
 */
export function createFaults(random: () => number): Faults {
  let fault: Fault | undefined;
  let left = Infinity;
  return {
    set(input) {
      fault = faultSchema.parse(input);
      left = fault.times ?? Infinity;
      return fault;
    },
    clear() {
      fault = undefined;
    },
    current: () => fault,
    take(reportId) {
      const taken = fault;
      if (taken === undefined || (taken.reportId ?? reportId) !== reportId) return undefined;
      if (random() >= (taken.rate ?? 1)) return undefined;
      left -= 1;
      if (left <= 0) fault = undefined;
      return taken;
    },
  };
}
