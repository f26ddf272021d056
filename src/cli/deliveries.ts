import { Option, type Command } from 'commander';
import type { Explainer } from '../explain/explain.js';
import { DELIVERY_STATES } from '../serve/delivery/task.js';
import type { DeliveryState } from '../store/outbox/delivery.js';
import type { Outbox } from '../store/outbox/outbox.js';
import {
  addFilter,
  addTenant,
  demandDestination,
  filterOf,
  type FilterFlags,
  type TenantFlags,
} from './delivery-filter.js';
import { deliveryLine, deliveryLines } from './describe-deliveries.js';
import { usageError } from './exit-code.js';
import { printLines, type Io } from './io.js';
import { OPERATOR, withOutbox, type OutboxWork } from './open-outbox.js';
import { addReplays } from './replays.js';

interface ListFlags extends FilterFlags {
  readonly state?: DeliveryState;
  readonly limit: number;
}

/** `deliveries`: what operators see of deliveries, and what they do with them. */
export function addDeliveries(program: Command, io: Io): void {
  const deliveries = program
    .command('deliveries')
    .summary('list deliveries, send them again')
    .description(
      'Shows and changes deliveries in the store that the environment names (STORE or DATABASE_URL). A gateway that is running on ' +
        'it takes part: what is to be sent again is sent by it.',
    );
  addFilter(deliveries.command('list'))
    .summary('list deliveries, newest first')
    .addOption(new Option('--state <state>', 'only those in this state').choices(DELIVERY_STATES))
    .option('--limit <number>', 'at most so many', wholeNumber, 50)
    .action((flags: ListFlags) => withOutbox(io, (outbox) => list(outbox, flags, io)));
  addTenant(deliveries.command('show').argument('<id>', 'of the delivery'))
    .summary('show a delivery with its attempts')
    .action((id: string, flags: TenantFlags) => withOutbox(io, (...opened) => show(opened, id, flags, io)));
  addTenant(deliveries.command('retry').argument('<id>', 'of the delivery'))
    .summary('send a dead delivery again, or a waiting one now')
    .action((id: string, flags: TenantFlags) => withOutbox(io, (outbox) => retry(outbox, id, flags, io)));
  addTenant(deliveries.command('discard').argument('<id>', 'of the delivery'))
    .summary('say that a dead delivery stays dead')
    .action((id: string, flags: TenantFlags) => withOutbox(io, (outbox) => discard(outbox, id, flags, io)));
  addReplays(deliveries, io);
}

async function list({ deliveries }: Outbox, { tenant, state, limit, ...flags }: ListFlags, io: Io) {
  const filter = { ...filterOf(flags), ...(state === undefined ? {} : { states: [state] }) };
  const page = await deliveries.list(tenant, filter, limit);
  if (page.deliveries.length === 0) demandDestination({ tenant, ...flags }, io);
  printLines(io.stdout, page.deliveries.map(deliveryLine));
  if (page.next !== null) printLines(io.stderr, ['derm-fhir: there are more; --limit shows them.']);
}

async function show(
  [{ deliveries }, store]: Parameters<OutboxWork>,
  id: string,
  { tenant }: TenantFlags,
  io: Io,
) {
  const delivery = await deliveries.read(tenant, id);
  if (delivery === null) throw usageError('there is no such delivery.');
  const attempts = await deliveries.attempts(tenant, id);
  const { rawPlaces } = await import('../serve/delivery/raw-places.js');
  const { createExplainInTurns } = await import('../serve/report/explain-in-turns.js');
  const { openExplainer } = await import('./translation.js');
  // Opened only where something is to be explained.
  const explain: Explainer = (...asked) => openExplainer(io)(...asked);
  const parts = { reports: { store }, explain, explainInTurns: createExplainInTurns() };
  const who = { client: OPERATOR, signal: new AbortController().signal };
  const placesOf = await rawPlaces(delivery, attempts, parts, who);
  printLines(io.stdout, deliveryLines(delivery, attempts, placesOf));
}

async function retry({ deliveries }: Outbox, id: string, { tenant }: TenantFlags, io: Io) {
  const retried = await deliveries.retry(tenant, id, OPERATOR, Date.now());
  if (retried === null) throw usageError('there is no such delivery.');
  if (retried === 'overtaken') throw usageError('a newer version of the report went on to the destination.');
  if (retried === 'not-possible') throw usageError('it is being sent, or has ended otherwise than dead.');
  printLines(io.stderr, [`derm-fhir: delivery ${id} is due now.`]);
}

async function discard({ deliveries }: Outbox, id: string, { tenant }: TenantFlags, io: Io) {
  const isDiscarded = await deliveries.discard(tenant, id, OPERATOR, Date.now());
  if (!isDiscarded) throw usageError('there is no dead delivery of this id.');
  printLines(io.stderr, [`derm-fhir: delivery ${id} is discarded.`]);
}

function wholeNumber(text: string): number {
  const number = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  if (number === 0) throw usageError('--limit: must be a whole number from 1 to 999999.');
  return number;
}
