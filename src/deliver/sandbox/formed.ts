import type { RefusalParts } from './behaviour.js';
import type { Holdings } from './holdings.js';
import type { Refusal } from './refusal.js';
import { situations, type RefusalForm } from './situation.js';

/** A refusal as a server writes it. */
export interface FormedRefusal extends RefusalParts {
  readonly status: number;
}

/** Gives a refusal the form of the server. */
export function formed(
  { situation, about, expression }: Refusal,
  { behaviour, now }: Pick<Holdings, 'behaviour' | 'now'>,
): FormedRefusal {
  const form: RefusalForm = behaviour.refusals[situation] ?? situations[situation];
  const { status, code } = form;
  const text = form.text.replace('%', () => about);
  return { status, ...behaviour.refuse({ situation, status, code, text, expression }, now()) };
}
