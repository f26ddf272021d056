import type { Command } from 'commander';
import type { Replay } from '../store/outbox/delivery-list.js';
import type { Outbox } from '../store/outbox/outbox.js';
import {
  addFilter,
  addTenant,
  demandDestination,
  filterOf,
  type FilterFlags,
  type TenantFlags,
} from './delivery-filter.js';
import { usageError } from './exit-code.js';
import { printLines, type Io } from './io.js';
import { OPERATOR, withOutbox } from './open-outbox.js';

interface ReplayFlags extends FilterFlags {
  readonly rate: number;
  readonly all?: true;
}

/** So many are listed: what is older has ended. */
const MAX_REPLAYS = 100;

/** `deliveries replay`, `replays` and `cancel`: sending dead deliveries again. */
export function addReplays(deliveries: Command, io: Io): void {
  addFilter(deliveries.command('replay'))
    .summary('send dead deliveries again, slowly: those that are named, or --all')
    .option('--all', 'every dead one')
    .option('--rate <number>', 'so many in a second', rate, 10)
    .action(async (flags: ReplayFlags) => {
      demandChoice(flags);
      demandDestination(flags, io);
      await withOutbox(io, (outbox) => replay(outbox, flags, io));
    });
  addTenant(deliveries.command('replays'))
    .summary('list replays, newest first, and how many of their deliveries are in which state')
    .action((flags: TenantFlags) => withOutbox(io, (outbox) => list(outbox, flags, io)));
  addTenant(deliveries.command('cancel').argument('<replay>', 'its id, as replay and replays print it'))
    .summary('stop a replay: what was not attempted yet is dead again')
    .action((id: string, flags: TenantFlags) => withOutbox(io, (outbox) => cancel(outbox, id, flags, io)));
}

async function replay({ deliveries }: Outbox, { tenant, rate: perSecond, ...flags }: ReplayFlags, io: Io) {
  const { id, total } = await deliveries.replay(tenant, filterOf(flags), perSecond, OPERATOR, Date.now());
  printLines(io.stdout, [id]);
  printLines(io.stderr, [`derm-fhir: deliveries that are sent again: ${total}.`]);
}

async function list({ deliveries }: Outbox, { tenant }: TenantFlags, io: Io) {
  printLines(io.stdout, (await deliveries.replays(tenant, MAX_REPLAYS)).map(replayLine));
}

async function cancel({ deliveries }: Outbox, id: string, { tenant }: TenantFlags, io: Io) {
  const replay = await deliveries.cancelReplay(tenant, id, OPERATOR, Date.now());
  if (replay === null) throw usageError('there is no such replay.');
  printLines(io.stdout, [replayLine(replay)]);
}

function replayLine({ id, createdMs, by, perSecond, cancelledMs, total, states }: Replay): string {
  const counts = Object.entries(states).map(([state, count]) => `${state} ${count}`);
  const [made, how] = [new Date(createdMs).toISOString(), cancelledMs === null ? 'started' : 'cancelled'];
  return [id, how, made, by, `${perSecond}/s`, `of ${total}`, ...counts].join('\t');
}

/** A command that was sent off too early must not send everything. */
function demandChoice({ all, destination, report, outcome }: ReplayFlags): void {
  const isNarrow = [destination, report, outcome].some((option) => option !== undefined);
  if (isNarrow === (all === true))
    throw usageError('say which: --destination, --report or --outcome; or --all for every dead one.');
}

function rate(text: string): number {
  const number = Number(text);
  if (!(number >= 0.01 && number <= 1_000)) throw usageError('--rate: must be a number from 0.01 to 1000.');
  return number;
}
