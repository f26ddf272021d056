import type { MediaMode } from '../destination/delivery-destination.js';
import { chooseProfile, type ProfileChoice } from '../plan/choose-profile.js';

/** An answer, as far as choosing looks at it. */
export type MetadataAnswer =
  | { readonly kind: 'answered'; readonly status: number; readonly body: unknown }
  | { readonly kind: 'unanswered'; readonly code: string };

/**
 * Asks a destination for its CapabilityStatement (https://hl7.org/fhir/R4/http.html#capabilities), and chooses the profile by it.
 *
 * @param get reads below the base.
 * @param media that the destination is to get.
 * @returns the choice, or what it answered instead of a CapabilityStatement.
 */
export async function askProfile<A extends MetadataAnswer>(
  get: (path: string) => Promise<A>,
  media: MediaMode,
): Promise<ProfileChoice | { readonly answer: A }> {
  const answer = await get('metadata');
  const isAnswered = answer.kind === 'answered' && answer.status === 200;
  return (isAnswered ? chooseProfile(answer.body, media) : null) ?? { answer };
}
