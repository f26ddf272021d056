import type { Migration } from './migration.js';

/**
 * What searches look through: one row for each resource that they find, and one for each of its values.
 *
 * The rows of values are many, so they name their resource by a small number. A search begins either at a value
 * (search_value_found) or at the newest resources (search_resource_order), and then looks at each one's values
 * (search_value_of).
 */
export const search: Migration = {
  name: '003-search',
  statements: [
    // The last number that was given to a resource. A counter of the database's own is written differently in each of them.
    'create table search_number (last bigint not null)',
    'insert into search_number (last) values (0)',
    `create table search_resource (
      number integer primary key,
      tenant ordered_text not null,
      type ordered_text not null,
      id ordered_text not null,
      updated bigint not null,
      unique (tenant, type, id)
    )`,
    'create index search_resource_order on search_resource (tenant, type, updated desc, id)',
    // code is exact, text is folded; dates and quantities go from low to high, times in ms since the epoch.
    `create table search_value (
      resource integer not null,
      field ordered_text not null,
      system ordered_text,
      code ordered_text,
      text ordered_text,
      low double precision,
      high double precision
    )`,
    'create index search_value_found on search_value (field, code, resource, system)',
    'create index search_value_range on search_value (field, low, high, resource) where low is not null',
    'create index search_value_of on search_value (resource, field)',
  ],
};
