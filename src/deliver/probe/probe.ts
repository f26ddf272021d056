import type { MediaMode } from '../destination/delivery-destination.js';
import { chooseProfile, type ProfileChoice } from '../plan/choose-profile.js';

/** An answer, as far as a probe looks at it. */
export type ProbeAnswer =
  | { readonly kind: 'answered'; readonly status: number; readonly body: unknown }
  | { readonly kind: 'unanswered'; readonly code: string };

/** Reads below the base of a destination. */
export interface ProbeSource {
  readonly get: (path: string) => Promise<ProbeAnswer>;
}

/** What came of asking a destination how it is written to. */
export type Probe =
  | ({ readonly kind: 'stated' } & ProfileChoice)
  /** The answer is no CapabilityStatement. */
  | { readonly kind: 'unstated'; readonly status: number }
  | { readonly kind: 'unanswered'; readonly code: string };

/**
 * Asks a destination for its CapabilityStatement (https://hl7.org/fhir/R4/http.html#capabilities), and chooses the profile by it.
 *
 * @param media that the destination is to get.
 */
export async function probe({ get }: ProbeSource, media: MediaMode): Promise<Probe> {
  const answer = await get('metadata');
  if (answer.kind === 'unanswered') return { kind: 'unanswered', code: answer.code };
  const { status, body } = answer;
  const choice = status === 200 ? chooseProfile(body, media) : null;
  return choice === null ? { kind: 'unstated', status } : { kind: 'stated', ...choice };
}
