import type { MediaMode } from '../destination/delivery-destination.js';
import type { ProfileChoice } from '../plan/choose-profile.js';
import { askProfile, type MetadataAnswer } from './ask-profile.js';

/** Reads below the base of a destination. */
export interface ProbeSource {
  readonly get: (path: string) => Promise<MetadataAnswer>;
}

/** What came of asking a destination how it is written to. */
export type Probe =
  | ({ readonly kind: 'stated' } & ProfileChoice)
  /** The answer is no CapabilityStatement. */
  | { readonly kind: 'unstated'; readonly status: number }
  | { readonly kind: 'unanswered'; readonly code: string };

/**
 * Asks a destination how it is written to, for people: of an answer that does not say it, only the status is told.
 *
 * @param media that the destination is to get.
 */
export async function probe({ get }: ProbeSource, media: MediaMode): Promise<Probe> {
  const asked = await askProfile(get, media);
  if (!('answer' in asked)) return { kind: 'stated', ...asked };
  const { answer } = asked;
  if (answer.kind === 'unanswered') return { kind: 'unanswered', code: answer.code };
  return { kind: 'unstated', status: answer.status };
}
