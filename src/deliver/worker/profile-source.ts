import type { DeliveryDestination } from '../destination/delivery-destination.js';
import type { Judgement } from '../judgement.js';
import type { DeliveryOutcome } from '../outcome.js';
import type { ProfileName } from '../plan/profile.js';
import { askProfile } from '../probe/ask-profile.js';
import type { Answer } from '../send/answer.js';
import type { Sender } from '../send/sender.js';

/** How a destination is written to. */
export interface ChosenProfile {
  readonly profile: ProfileName;
  /** Most entries of a Bundle; null: no limit. */
  readonly entryCap: number | null;
}

/** Says how a destination is written to, or what it answered instead of saying so. */
export type ProfileSource = (signal: AbortSignal) => Promise<ChosenProfile | { readonly answer: Answer }>;

/** Servers are updated, and say something else then. */
const VALID_MS = 3_600_000;

/**
 * Reads the CapabilityStatement when the destination's profile is `auto`, at most once an hour; whoever asks meanwhile gets what was
 * read.
 *
 * @param monotonicMs a clock that nobody sets, in ms.
 */
export function createProfileSource(
  { profile, entryCap, media }: Pick<DeliveryDestination, 'profile' | 'entryCap' | 'media'>,
  sender: Pick<Sender, 'get'>,
  monotonicMs: () => number,
): ProfileSource {
  if (profile !== 'auto') return () => Promise.resolve({ profile, entryCap });
  let known: { readonly chosen: ChosenProfile; readonly untilMs: number } | null = null;
  return async (signal) => {
    if (known !== null && known.untilMs > monotonicMs()) return known.chosen;
    const asked = await askProfile((path) => sender.get(path, signal), media);
    if ('answer' in asked) return asked;
    const chosen = { profile: asked.profile, entryCap: smallest(entryCap, asked.entryCap) };
    known = { chosen, untilMs: monotonicMs() + VALID_MS };
    return chosen;
  };
}

/** What these say of content that was sent they cannot say of a question: it is the address that is wrong. */
const ABOUT_CONTENT: ReadonlySet<DeliveryOutcome> = new Set([
  'delivered',
  'unverifiable',
  'rejected',
  'too-large',
  'several-matches',
  'missing-target',
  'deleted',
]);

/** What an answer means that was to say what a destination takes, and does not: nothing was sent. */
export function unprofiled(judgement: Judgement): Judgement {
  return ABOUT_CONTENT.has(judgement.outcome) ? { ...judgement, outcome: 'misconfigured' } : judgement;
}

function smallest(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? other;
  return Math.min(one, other);
}
