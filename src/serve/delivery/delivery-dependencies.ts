import type { Explainer } from '../../explain/explain.js';
import type { Outbox } from '../../store/outbox/outbox.js';
import type { ReportSource } from '../interaction/resource-source.js';
import type { ExplainInTurns } from '../report/explain-in-turns.js';
import type { Languages } from '../report/languages.js';
import type { WebhookKey } from '../intake/webhook-signature.js';
import type { MeaningOf } from './describe-delivery.js';
import type { KeySet } from './key-set.js';
import type { KnownDestination } from './known-destination.js';

/** Tells workers of this process that there may be something to do; those of other processes find out by themselves. */
export interface Wake {
  /** @param destination its name. */
  readonly deliveries: (destination: string) => void;
  readonly intakes: () => void;
}

/** What everything about deliveries works with. */
export interface DeliveryDependencies {
  readonly reports: ReportSource;
  readonly explain: Explainer;
  readonly explainInTurns: ExplainInTurns;
  readonly languages: Languages;
  /** Bytes. */
  readonly bodyLimit: number;
  readonly now: () => Date;
  readonly outbox: Pick<Outbox, 'deliveries' | 'destinations' | 'intakes'>;
  readonly destinations: readonly KnownDestination[];
  readonly meaningOf: MeaningOf;
  readonly wake: Wake;
  /** What callbacks are signed with; nothing: who sends them needs credentials. */
  readonly webhookKeys: readonly WebhookKey[];
  /** Of the keys that sign towards destinations. */
  readonly publicKeys: KeySet;
}
