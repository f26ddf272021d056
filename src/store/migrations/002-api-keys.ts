import type { Migration } from './migration.js';

/** Keys of clients; the keys themselves are nowhere. */
export const apiKeys: Migration = {
  name: '002-api-keys',
  statements: [
    `create table api_key (
      id ordered_text primary key,
      digest text not null,
      client ordered_text not null,
      tenant ordered_text not null,
      scopes text not null,
      created_at bigint not null,
      expires_at bigint,
      revoked_at bigint
    )`,
    'create index api_key_client on api_key (tenant, client)',
  ],
};
