import { boundCode, code, reference } from '../../search/parameter-kinds.js';
import { badValue } from '../../search/bad-value.js';
import { splitEscaped, unescaped } from '../../search/escaped.js';
import { readReference } from '../../search/read-reference.js';
import { CURSOR, DEFAULT_COUNT, MAX_COUNT, type NameAndValue } from '../../search/read-search.js';
import type { SearchParameter } from '../../search/search-parameter.js';
import type { DeliveryFilter } from '../../store/outbox/delivery-list.js';
import type { DeliveryState } from '../../store/outbox/delivery.js';
import { statesOf } from './task.js';

const STATUS_SYSTEM = 'http://hl7.org/fhir/task-status';

/** What Tasks are searched by. They are made of deliveries, which have no index: none takes a modifier. */
export const taskSearchParameters: readonly SearchParameter[] = [
  code('_id', 'Resource-id'),
  reference('focus', 'Task-focus', 'focus', ['DiagnosticReport']),
  boundCode('task-status', 'status', 'Task-status', 'status'),
].map((parameter) => ({ ...parameter, modifiers: [] }));

/** Parameters that say how much of the matches is sent. */
const PAGING = ['_count', CURSOR];

/** Names of all parameters of the search. */
export const taskSearchNames: readonly string[] = [
  ...taskSearchParameters.map(({ name }) => name),
  ...PAGING,
];

/** What no delivery fits. */
const NOTHING: DeliveryFilter = { id: [] };

/** A search for Tasks that was read. */
export interface TaskSearch {
  readonly filter: DeliveryFilter;
  /** On a page. */
  readonly count: number;
  readonly cursor: string | undefined;
  /** Parameters that were used, without the cursor. */
  readonly used: readonly NameAndValue[];
}

/**
 * Reads a search for Tasks.
 *
 * @param valueOf name → value; undefined when it is missing or empty.
 * @param names of all parameters that were given.
 * @throws OutcomeError 400 naming the parameter and its rule.
 */
export function readTaskSearch(
  valueOf: (name: string) => string | undefined,
  names: Iterable<string>,
  baseUrl: string,
): TaskSearch {
  refuseModifiers(names);
  const [id, focus, status] = ['_id', 'focus', 'status'].map((name) => pieces(valueOf(name)));
  const states = status?.flatMap(statesMeant);
  const count = readCount(valueOf('_count'));
  return {
    filter: {
      ...(id === undefined ? {} : { id }),
      ...(focus === undefined ? {} : { reportId: focus.flatMap((piece) => reportOf(piece, baseUrl)) }),
      ...(states === undefined ? {} : states.length === 0 ? NOTHING : { states }),
    },
    count,
    cursor: valueOf(CURSOR),
    used: taskSearchNames.flatMap((name): NameAndValue[] => {
      const value = name === CURSOR ? undefined : valueOf(name);
      return value === undefined ? [] : [[name, name === '_count' ? String(count) : value]];
    }),
  };
}

/** What is behind a colon or a dot changes the question: it must not be ignored. */
function refuseModifiers(names: Iterable<string>): void {
  for (const name of names) {
    const [, base] = /^([^:.]+)[:.]/.exec(name) ?? [];
    if (base !== undefined && taskSearchNames.includes(base)) throw badValue(base, 'has no modifiers here');
  }
}

function pieces(value: string | undefined): readonly string[] | undefined {
  return value === undefined ? undefined : splitEscaped(value, ',');
}

function reportOf(piece: string, baseUrl: string): readonly string[] {
  const { system, code: id } = readReference('focus', piece, ['DiagnosticReport'], {
    isTyped: false,
    baseUrl,
  });
  return Array.isArray(system) && system.includes('DiagnosticReport') && id !== null ? [id] : [];
}

function statesMeant(piece: string): readonly DeliveryState[] {
  const parts = splitEscaped(piece, '|').map(unescaped);
  const [system, status = ''] = parts.length === 1 ? [STATUS_SYSTEM, parts[0]] : parts;
  return system === STATUS_SYSTEM ? statesOf(status) : [];
}

/** As of every search: more than the most is quietly made less. */
function readCount(text: string | undefined): number {
  if (text === undefined) return DEFAULT_COUNT;
  if (!/^\d{1,9}$/.test(text) || Number(text) === 0)
    throw badValue('_count', 'must be a whole number, 1 or more');
  return Math.min(Number(text), MAX_COUNT);
}
