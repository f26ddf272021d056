import type { Command } from 'commander';
import { DEFAULT_TENANT } from '../auth/principal.js';
import { isKnown } from '../serve/delivery/known-destination.js';
import type { DeliveryFilter } from '../store/outbox/delivery-list.js';
import { noDestination } from './destination.js';
import type { Io } from './io.js';
import { readEnvironment } from './translation.js';

/** Whose deliveries. */
export interface TenantFlags {
  readonly tenant: string;
}

/** Which deliveries. */
export interface FilterFlags extends TenantFlags {
  readonly destination?: string;
  readonly report?: string;
  readonly outcome?: string;
}

/** Adds the option that says whose. */
export function addTenant(command: Command): Command {
  return command.option('--tenant <name>', 'whose', DEFAULT_TENANT);
}

/** Adds the options that say which. */
export function addFilter(command: Command): Command {
  return addTenant(command)
    .option('--destination <name>', 'only those to this destination')
    .option('--report <id>', 'only those of this DiagnosticReport')
    .option('--outcome <name>', 'only those whose last attempt ended so');
}

/** What the options ask for. */
export function filterOf({ destination, report, outcome }: Omit<FilterFlags, 'tenant'>): DeliveryFilter {
  return { destination, reportId: report, lastOutcome: outcome };
}

/** A slip in a name must not look as if there were nothing. @throws CommandFailed `usage`. */
export function demandDestination({ tenant, destination }: FilterFlags, io: Io): void {
  if (destination !== undefined && !isKnown(readEnvironment(io).destinations, tenant, destination))
    throw noDestination(
      `--destination: DESTINATIONS_FILE has no destination ${destination} of this tenant.`,
      io,
    );
}
