import fc from 'fast-check';

const REPORTS = ['r', 's'];
export const DESTINATIONS = ['a', 'b'];
const WORKERS = ['w1', 'w2'];
export const LEASE = 1000;

/** What may happen. `held` chooses one of the claims that some worker still believes to have. */
export type Step =
  | { readonly do: 'save'; readonly report: string; readonly content: string; readonly always: boolean }
  | { readonly do: 'claim'; readonly destination: string; readonly worker: string; readonly limit: number }
  | { readonly do: 'send'; readonly held: number; readonly end: End }
  | { readonly do: 'extend' | 'release' | 'crash'; readonly held: number }
  | { readonly do: 'pass'; readonly ms: number }
  | { readonly do: 'erase'; readonly report: string }
  | WithDead
  | OpenOrClose
  | { readonly do: 'abandon'; readonly worker: string };

/** What operators do with dead deliveries. */
export type WithDead =
  | { readonly do: 'retry' | 'discard' | 'replay'; readonly destination: string }
  | { readonly do: 'cancel-replay' };

/** What closes destinations, and what opens them. */
export type OpenOrClose =
  | { readonly do: 'close'; readonly destination: string; readonly how: 'pause' | 'hold' | 'throttle' }
  | { readonly do: 'resume'; readonly destination: string };

/** `unknown`: the receiver applied it, and the worker does not know. */
export type End = 'delivered' | 'failed' | 'unknown' | 'refused';

const held = fc.nat(5);
const report = fc.constantFrom(...REPORTS);
const destination = fc.constantFrom(...DESTINATIONS);
export const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('save' as const),
      report,
      content: fc.constantFrom('one', 'two', 'three'),
      always: fc.boolean(),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('claim' as const),
      destination,
      worker: fc.constantFrom(...WORKERS),
      limit: fc.integer({ min: 1, max: 3 }),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('send' as const),
      held,
      end: fc.constantFrom<End>('delivered', 'failed', 'unknown', 'refused', 'refused'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom('extend' as const, 'release' as const, 'crash' as const),
      held,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('pass' as const), ms: fc.constantFrom(1, 600, LEASE) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom('retry' as const, 'discard' as const, 'replay' as const),
      destination,
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('resume' as const), destination }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('close' as const),
      destination,
      how: fc.constantFrom('pause' as const, 'hold' as const, 'throttle' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('cancel-replay' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('abandon' as const), worker: fc.constantFrom(...WORKERS) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('erase' as const), report }) },
);
