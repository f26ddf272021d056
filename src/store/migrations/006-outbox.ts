import type { Migration } from './migration.js';

/** What is to be fetched, what is to be sent where, how that went, and what operators did about it. */
export const outbox: Migration = {
  name: '006-outbox',
  statements: [
    // One row for each version of a report and destination. progress is what its next attempt need not send again. changed_at is when its state changed or its lease was extended; due_at is the end of the lease while it is being sent. finished_at
    // is null in the states waiting and sending.
    `create table delivery (
      id ordered_text primary key,
      tenant ordered_text not null,
      destination ordered_text not null,
      report_id ordered_text not null,
      version integer not null,
      language ordered_text not null,
      content_hash ordered_text not null,
      state ordered_text not null,
      created_at bigint not null,
      changed_at bigint not null,
      due_at bigint not null,
      finished_at bigint,
      first_attempt_at bigint,
      attempts text not null,
      last_outcome ordered_text,
      owner ordered_text,
      claims integer not null,
      interruptions integer not null,
      progress text,
      replay_id ordered_text
    )`,
    'create unique index delivery_version on delivery (tenant, report_id, destination, version)',
    // The database itself sees to it that of one report one delivery is sent and one waits, at the most.
    `create unique index delivery_open on delivery (tenant, report_id, destination, state)
      where finished_at is null`,
    'create index delivery_due on delivery (destination, state, due_at) where finished_at is null',
    `create index delivery_dead on delivery (tenant, destination, created_at) where state = 'dead'`,
    'create index delivery_created on delivery (tenant, created_at, id)',
    'create index delivery_replay on delivery (replay_id) where replay_id is not null',
    `create table delivery_attempt (
      delivery_id ordered_text not null,
      claim integer not null,
      started_at bigint not null,
      duration bigint not null,
      outcome ordered_text not null,
      status integer,
      correlation_id ordered_text not null,
      issues text not null,
      counts integer not null,
      primary key (delivery_id, claim)
    )`,
    `create table replay (
      id ordered_text primary key,
      tenant ordered_text not null,
      created_at bigint not null,
      created_by ordered_text not null,
      per_second double precision not null,
      cancelled_at bigint,
      total integer not null
    )`,
    `create table destination_state (
      destination ordered_text primary key,
      paused_at bigint,
      paused_by ordered_text,
      held_at bigint,
      held_for ordered_text,
      held_until bigint,
      throttled_until bigint
    )`,
    // What of shared resources is stored there (stored_hash), and who stores it now.
    `create table destination_resource (
      destination ordered_text not null,
      type ordered_text not null,
      id ordered_text not null,
      stored_hash ordered_text,
      stored_at bigint,
      owner ordered_text,
      lease_until bigint,
      primary key (destination, type, id)
    )`,
    // The handle is a capability: it goes when the intake ends.
    `create table intake (
      id ordered_text primary key,
      tenant ordered_text not null,
      handle text,
      handle_hash ordered_text not null,
      request_hash ordered_text not null,
      locale ordered_text,
      destinations text not null,
      always integer not null,
      state ordered_text not null,
      created_at bigint not null,
      changed_at bigint not null,
      due_at bigint not null,
      finished_at bigint,
      attempts integer not null,
      problem ordered_text,
      report_id ordered_text,
      delivery_ids text not null,
      owner ordered_text,
      claims integer not null
    )`,
    'create index intake_due on intake (due_at) where finished_at is null',
    'create index intake_handle on intake (tenant, handle_hash) where finished_at is null',
    // The database itself sees to it that one at a time is fetched by the same handle.
    `create unique index intake_working on intake (tenant, handle_hash)
      where state = 'working' and finished_at is null`,
    'create index intake_finished on intake (finished_at) where finished_at is not null',
    // The answer is the id of the intake, or the deliveries that were made.
    `create table idempotency_key (
      tenant ordered_text not null,
      key_hash ordered_text not null,
      body_hash ordered_text not null,
      answer ordered_text not null,
      used_at bigint not null,
      primary key (tenant, key_hash)
    )`,
    'create index idempotency_key_used on idempotency_key (used_at)',
    // What operators did. The tenant is null where it concerns a destination as a whole. Rows are added and never changed.
    `create table outbox_action (
      at bigint not null,
      tenant ordered_text,
      client ordered_text not null,
      action ordered_text not null,
      subject ordered_text not null
    )`,
    // Who has, or may have, what was erased here: names of destinations as a JSON array.
    'alter table audit add column delivered_to text',
  ],
};
