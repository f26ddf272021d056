import type { ProfileName } from '../../../src/deliver/plan/profile.js';
import type { BehaviourName } from '../../../src/deliver/sandbox/behaviours/behaviours.js';
import type { Trial } from './trial.js';

/** The column of the profile that a server's CapabilityStatement leads to. */
export const LEADS_TO = 'leads to';

/** The column of whether a stand-in answers as the server that it stands for. */
export const LIKE_ITSELF = 'answers like the real one';

/** How three sends of a report to a server ended. */
export interface Sent {
  readonly row: string;
  readonly profile: ProfileName;
  readonly ends: readonly string[];
  /** Each resource is there once. */
  readonly isOnce: boolean;
  /** The gateway chooses this profile for this server. */
  readonly isChosen: boolean;
}

/** A server that does not take a profile declines it, but not the one that its own statement leads to. */
export function deliveryTrial({ row, profile, ends, isOnce, isChosen }: Sent): Trial {
  const trial = {
    table: 'servers',
    row,
    column: profile,
    name: 'three sends leave each resource once',
  } as const;
  const refused = ends.find((end) => end !== 'delivered');
  if (refused !== undefined) return { ...trial, outcome: isChosen ? 'failed' : 'declined', detail: refused };
  return isOnce
    ? { ...trial, outcome: 'held', detail: null }
    : { ...trial, outcome: 'failed', detail: 'not each resource once' };
}

/** The profile that a server's CapabilityStatement leads to. */
export function leadsTo(row: string, profile: ProfileName | undefined): Trial {
  const trial = { table: 'servers', row, column: LEADS_TO, name: 'its CapabilityStatement' } as const;
  return profile === undefined
    ? { ...trial, outcome: 'failed', detail: 'no CapabilityStatement' }
    : { ...trial, outcome: 'held', detail: profile };
}

/** What a stand-in is called. */
export function standIn(behaves: BehaviourName): string {
  return behaves === 'plain' ? 'stand-in: all that R4 describes' : `stand-in: ${behaves}`;
}
