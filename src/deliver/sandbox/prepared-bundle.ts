import type { HeldResource } from './resource.js';

/** A Bundle that was posted to the base, decided on and not stored yet: what others may not create meanwhile, and how to store it. */
export interface PreparedBundle {
  /** Addresses and conditions that it creates. */
  readonly creates: readonly string[];
  /** @returns the Bundle to answer with. */
  readonly store: () => HeldResource;
}
