import type { Capability, TypeCapability } from './capability.js';
import type { KnownServer } from './known-server.js';

/** What a choice is made of. */
export interface Evidence {
  readonly capability: Capability;
  readonly known: KnownServer | null;
  /** Types of resource that the server has to take. */
  readonly needed: readonly string[];
}

/** Types without an interaction, such as `create`. A statement that lists no types at all says nothing of any. */
export function lacking(interaction: string, { capability: { types }, needed }: Evidence): readonly string[] {
  if (types.size === 0) return [];
  return needed.filter((type) => types.get(type)?.interactions.has(interaction) !== true);
}

/**
 * Whether a server takes our ids for new resources: it states so (`taken`, `refused`), it is known whatever it states (`known`,
 * `refused`), or nobody says.
 */
export function ourIds(evidence: Evidence): 'taken' | 'known' | 'refused' | 'unstated' {
  const { capability, known, needed } = evidence;
  if (known?.takesOurIds === true) return 'known';
  if (known?.takesOurIds === false) return 'refused';
  if (everyType(evidence, ({ updateCreate }) => updateCreate === true)) return 'taken';
  const isRefused = needed.some((type) => capability.types.get(type)?.updateCreate === false);
  return isRefused ? 'refused' : 'unstated';
}

/** Whether a test holds for every type that the server has to take; none that it does not list passes. */
export function everyType(
  { capability, needed }: Evidence,
  test: (type: TypeCapability) => boolean,
): boolean {
  return needed.every((name) => {
    const type = capability.types.get(name);
    return type !== undefined && test(type);
  });
}
