import type { Behaviour } from '../behaviour.js';
import { aidbox } from './aidbox.js';
import { epic } from './epic.js';
import { google, googleWithUpdateCreate } from './google.js';
import { hapi } from './hapi.js';
import { medplum, medplumWithTransactions } from './medplum.js';
import { oracle } from './oracle.js';
import { plain } from './plain.js';

/** The servers that a receiver can behave like. */
export const behaviours = {
  plain,
  hapi,
  medplum,
  'medplum-transactions': medplumWithTransactions,
  google,
  'google-update-create': googleWithUpdateCreate,
  epic,
  oracle,
  aidbox,
} as const satisfies Record<string, Behaviour>;

export type BehaviourName = keyof typeof behaviours;
