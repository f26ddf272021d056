import type { ClaimedDelivery } from '../../store/outbox/delivery.js';
import type { DestinationStates } from '../../store/outbox/destination-state.js';
import type { DeliveryQueue } from '../../store/outbox/outbox.js';
import type { Decision } from '../policy/decision.js';
import type { DeliveringDependencies, DeliveryEnd } from './deliver-version.js';
import type { Guard } from './guarded-sender.js';
import type { ProfileSource } from './profile-source.js';
import type { Sending } from './send-request.js';

type Judged = Extract<DeliveryEnd, { kind: 'judged' }>;

/** What an attempt takes. */
export interface AttemptDependencies extends DeliveringDependencies {
  readonly queue: DeliveringDependencies['queue'] & Pick<DeliveryQueue, 'extend' | 'finish' | 'release'>;
  readonly destinations: Pick<DestinationStates, 'hold' | 'throttle'>;
  readonly sender: Sending['sender'];
  readonly judge: Sending['judge'];
  readonly profile: ProfileSource;
  readonly takeRequest: Guard['takeRequest'];
  /** What becomes of it. Pure but for the jitter that it was given. */
  readonly decide: (claim: ClaimedDelivery, judged: Judged['judgement'], nowMs: number) => Decision;
  readonly nextId: () => string;
  /** Told of what was thrown while a delivery was worked on. */
  readonly onError: (error: unknown) => void;
}
