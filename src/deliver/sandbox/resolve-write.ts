import type { Asked } from './asked.js';
import type { Behaviour, TypeInteraction } from './behaviour.js';
import { matchesOf } from './match.js';
import { Refusal } from './refusal.js';
import type { HeldResource } from './resource.js';
import type { ResourceStore } from './resource-store.js';
import type { Situation } from './situation.js';

/** A write whose place is known. */
export interface Write {
  readonly kind: 'create' | 'update' | 'found' | 'delete';
  /** `Type/id`. */
  readonly address: string;
  /** Undefined for what is deleted, or is there already. */
  readonly resource: HeldResource | undefined;
}

/** What deciding on a write takes. */
export interface Deciding {
  readonly behaviour: Behaviour;
  readonly store: ResourceStore;
  readonly newId: () => string;
}

/**
 * Decides which resource a write is about and what it does with it. Nothing is stored.
 *
 * @throws Refusal
 */
export function resolveWrite(asked: Asked, deciding: Deciding): Write {
  switch (asked.method) {
    case 'POST':
      return resolveCreate(asked, deciding);
    case 'PUT':
      return asked.condition === undefined
        ? resolveUpdate(asked, deciding)
        : resolveConditional(asked, deciding);
    case 'DELETE':
      demand('delete', asked, deciding.behaviour);
      return { kind: 'delete', address: `${asked.type}/${asked.id ?? ''}`, resource: undefined };
    default:
      throw new Refusal('not-supported', asked.method);
  }
}

function resolveCreate(asked: Asked, { behaviour, store, newId }: Deciding): Write {
  demand('create', asked, behaviour);
  const { type, condition } = asked;
  const resource = checkedResource(asked, behaviour);
  if (condition !== undefined && behaviour.conditionalCreate === 'honoured') {
    const [address] = oneOrNone('several-matches', { type, condition, behaviour, store });
    if (address !== undefined) return { kind: 'found', address, resource: undefined };
  }
  return { kind: 'create', address: `${type}/${newId()}`, resource };
}

function resolveUpdate(asked: Asked, { behaviour, store }: Deciding): Write {
  demand('update', asked, behaviour);
  const { type, id, ifMatch } = asked;
  if (id === undefined) throw new Refusal('not-supported', `PUT ${type}`);
  const resource = checkedResource(asked, behaviour);
  const address = `${type}/${id}`;
  const before = store.get(address);
  if (ifMatch !== undefined && ifMatch !== String(before?.version))
    throw new Refusal('stale-version', address);
  if (before !== undefined && !before.isDeleted) return { kind: 'update', address, resource };
  if (!behaviour.updateCreate) throw new Refusal('client-id', address);
  if (!behaviour.numericIds && /^\d+$/.test(id)) throw new Refusal('numeric-id', id);
  return { kind: 'create', address, resource };
}

function resolveConditional(asked: Asked, { behaviour, store, newId }: Deciding): Write {
  demand('update', asked, behaviour);
  const { type, condition = new URLSearchParams() } = asked;
  if (!behaviour.conditionalUpdate) throw new Refusal('not-supported', 'A conditional update');
  const resource = checkedResource(asked, behaviour);
  const [address] = oneOrNone('several-to-update', { type, condition, behaviour, store });
  if (address !== undefined) return { kind: 'update', address, resource };
  if (resource.id !== undefined && !behaviour.idInConditionalBody) throw new Refusal('id-in-body');
  return { kind: 'create', address: `${type}/${newId()}`, resource };
}

/** What a condition is looked for in. */
interface Matching extends Pick<Deciding, 'behaviour' | 'store'> {
  readonly type: string;
  readonly condition: URLSearchParams;
}

function oneOrNone(several: Situation, { type, condition, behaviour, store }: Matching): readonly string[] {
  const matches = matchesOf(type, condition, behaviour.conditions, store);
  if (matches.length > 1) throw new Refusal(several, `${type}?${condition.toString()}`);
  return matches;
}

const READ_ONLY: readonly TypeInteraction[] = ['read', 'search-type'];

/** @throws Refusal when the server does not do that with the type. */
export function demand(
  interaction: TypeInteraction,
  { type }: Pick<Asked, 'type'>,
  { interactions }: Behaviour,
): void {
  if (interactions === null || (interactions[type] ?? READ_ONLY).includes(interaction)) return;
  throw new Refusal('not-supported', `${interaction} of ${type}`);
}

function checkedResource({ type, resource }: Asked, { check }: Behaviour): HeldResource {
  if (resource === undefined || resource.resourceType !== type) throw new Refusal('not-a-resource');
  const refusal = check(resource);
  if (refusal !== null) throw refusal;
  return resource;
}
