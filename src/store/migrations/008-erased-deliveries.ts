import type { Migration } from './migration.js';

/** Deliveries of erased reports are found without looking at those of all others, and at all reports that were ever erased. */
export const erasedDeliveries: Migration = {
  name: '008-erased-deliveries',
  statements: [
    'alter table delivery add column report_erased_at bigint',
    `update delivery set report_erased_at = (select r.erased_at from report r
      where r.tenant = delivery.tenant and r.id = delivery.report_id)`,
    'create index delivery_erased on delivery (report_erased_at) where report_erased_at is not null',
  ],
};
