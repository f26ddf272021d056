import { link } from './link.js';
import type { Outcome } from './trial.js';

/**
 * Says what each way of being empty does; ways that do the same are said together.
 *
 * @param outcomes way → what it does; null: the report is refused.
 * @returns lines.
 */
export function emptyInWords(outcomes: Readonly<Record<string, Outcome | null>>): string[] {
  const ways = new Map<string, string[]>();
  for (const [way, outcome] of Object.entries(outcomes)) {
    const words = way === '0' && isWritten(outcome) ? 'a value like any other' : inWords(outcome);
    ways.set(words, [...(ways.get(words) ?? []), way]);
  }
  // A table of JavaScript puts 0 first.
  return [...ways].map(([words, names]) => `${names.sort(isZeroLast).join(', ')}: ${words}`).sort(isZeroLast);
}

function isZeroLast(one: string, other: string): number {
  return Number(one.startsWith('0')) - Number(other.startsWith('0'));
}

/** Whether 0 stands where another number would: what is missing then is only a note about the other number. */
function isWritten(outcome: Outcome | null): boolean {
  if (outcome === null) return false;
  const { unmade, added, changed } = outcome;
  return unmade.length === 0 && changed.length > 0 && !added.some((name) => name.endsWith(' = unknown'));
}

function inWords(outcome: Outcome | null): string {
  if (outcome === null) return 'the report is refused';
  const { unmade, gone, issues } = outcome;
  // A primitive that got a value and an extension: the reason why it is not the right one (data-absent-reason).
  const standIns = outcome.changed.filter((name) => outcome.added.includes(name));
  const isOther = (name: string): boolean => !standIns.includes(name);
  const [added, changed] = [outcome.added.filter(isOther), outcome.changed.filter(isOther)];
  const effects = [
    ...(unmade.length + gone.length === 0
      ? []
      : [`no ${[...unmade.map((id) => link(id)), ...gone.map(code)].join(', ')}`]),
    ...(standIns.length === 0 ? [] : [`a stand-in for ${standIns.map(code).join(', ')}, marked as unknown`]),
    ...(added.length === 0 ? [] : [`instead ${added.map(code).join(', ')}`]),
    ...(changed.length === 0 ? [] : [`changes ${changed.map(code).join(', ')}`]),
  ];
  const said = effects.length === 0 ? 'changes nothing' : effects.join('; ');
  return issues.length === 0 ? said : `${said} (issue ${issues.map(code).join(', ')})`;
}

/** A name as code; what comes after it, as text. */
function code(item: string): string {
  return item.replace(/^\S+/, '`$&`');
}
