import { badValue } from '../../search/bad-value.js';
import { CURSOR } from '../../search/cursor.js';
import { EARLIEST, LATEST } from '../../search/date-range.js';
import { splitEscaped, unescaped } from '../../search/escaped.js';
import { sortOut, type GivenParameters, type NameAndValue } from '../../search/given-parameters.js';
import { readCount, readTotal, searchKey, usedOf } from '../../search/paging.js';
import { boundCode, code, date, reference } from '../../search/parameter-kinds.js';
import { readReference } from '../../search/read-reference.js';
import { readDate } from '../../search/read-value.js';
import { readView } from '../../search/read-view.js';
import type { SearchOptions } from '../../search/search-options.js';
import type { SearchParameter } from '../../search/search-parameter.js';
import type { View } from '../../search/search-query.js';
import type { DeliveryFilter, DeliveryOrder, Span } from '../../store/outbox/delivery-list.js';
import type { DeliveryState } from '../../store/outbox/delivery.js';
import { statesOf } from './task.js';

const STATUS_SYSTEM = 'http://hl7.org/fhir/task-status';

/** What Tasks are searched by. They are made of deliveries, which have no index: none takes a modifier. */
export const taskSearchParameters: readonly SearchParameter[] = [
  code('_id', 'Resource-id'),
  date('authored-on', 'Task-authored-on', 'authoredOn'),
  reference('focus', 'Task-focus', 'focus', ['DiagnosticReport']),
  boundCode('task-status', 'status', 'Task-status', 'status'),
].map((parameter) => ({ ...parameter, modifiers: [] }));

/** Names of all parameters of the search. Nothing can be included. */
export const taskSearchNames: readonly string[] = [
  ...taskSearchParameters.map(({ name }) => name),
  ...['_sort', '_count', '_summary', '_elements', '_total', CURSOR],
];

const ORDERS = {
  '-authored-on': 'newest-first',
  'authored-on': 'oldest-first',
} as const satisfies Record<string, DeliveryOrder>;

/** A search for Tasks that was read. */
export interface TaskSearch {
  readonly filter: DeliveryFilter;
  readonly order: DeliveryOrder;
  /** On a page; 0: only the total is wanted. */
  readonly count: number;
  readonly isTotalWanted: boolean;
  readonly view: View;
  /** The same for all pages of a search, and different for different searches: their cursors begin with it. */
  readonly key: string;
  /** Of the outbox's list; undefined: the first page. */
  readonly cursor: string | undefined;
  /** Parameters that were used, without the cursor. */
  readonly used: readonly NameAndValue[];
  /** How many parameters were ignored because they are unknown here. */
  readonly ignored: number;
}

/**
 * Reads a search for Tasks by the rules of every search.
 *
 * @throws OutcomeError 400 naming the parameter and its rule.
 */
export function readTaskSearch(parameters: readonly NameAndValue[], options: SearchOptions): TaskSearch {
  const given = sortOut('Task', parameters, options, taskSearchParameters);
  for (const name of ['_include', '_revinclude'] as const)
    if (given.repeated(name).length > 0) throw badValue(name, 'is not supported for Task');
  const view = readView(given.single);
  const count = readCount(given, view);
  const key = searchKey('Task', given);
  return {
    filter: filterOf(given, options),
    order: readOrder(given.single('_sort')),
    count,
    isTotalWanted: readTotal(given) || count === 0,
    ...{ view, key },
    cursor: cursorIn(given.single(CURSOR), key),
    used: usedOf(given),
    ignored: given.ignored,
  };
}

/** Each criterion must hold, and of each one of its alternatives. */
function filterOf({ criteria }: GivenParameters, options: SearchOptions): DeliveryFilter {
  const valuesOf = <Value>(name: string, read: (piece: string) => readonly Value[]): Value[][] =>
    criteria
      .filter(({ parameter }) => parameter.name === name)
      .map(({ modifier, value }) => {
        // To ignore it would be to answer something else.
        if (modifier !== null) throw badValue(name, 'has no modifiers here');
        return splitEscaped(value, ',')
          .filter((piece) => piece !== '')
          .flatMap(read);
      });
  const states = inAll(valuesOf('status', statesMeant));
  const id = inAll(valuesOf('_id', (piece) => [unescaped(piece)]));
  return {
    // No state is any, to the outbox; here it is none.
    id: states?.length === 0 ? [] : id,
    states,
    reportId: inAll(valuesOf('focus', (piece) => reportOf(piece, options.baseUrl))),
    madeIn: valuesOf('authored-on', (piece) => spansOf(piece, options.nowMs)),
  };
}

/** What is in each of the lists; undefined: there is none. */
function inAll<Value>([first, ...others]: Value[][]): Value[] | undefined {
  return first?.filter((value) => others.every((list) => list.includes(value)));
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

/** When a Task was made, which is an instant (https://hl7.org/fhir/R4/search.html#prefix). */
function spansOf(piece: string, nowMs: number): readonly Span[] {
  const { prefix, low, high } = readDate('authored-on', piece, nowMs);
  const [before, after] = [
    { low: EARLIEST, high: low - 1 },
    { low: high + 1, high: LATEST },
  ];
  switch (prefix) {
    case 'ne':
      return [before, after];
    case 'lt':
    case 'eb':
      return [before];
    case 'gt':
    case 'sa':
      return [after];
    case 'ge':
      return [{ low, high: LATEST }];
    case 'le':
      return [{ low: EARLIEST, high }];
    default:
      return [{ low, high }];
  }
}

function readOrder(text = '-authored-on'): DeliveryOrder {
  const [, order] = Object.entries(ORDERS).find(([name]) => name === text.trim()) ?? [];
  if (order === undefined) throw badValue('_sort', `must be ${Object.keys(ORDERS).join(' or ')} for Task`);
  return order;
}

/** A cursor as it stands in a link: as the outbox gives it, behind the key of its search. */
export function taskCursor(next: string | null, key: string): string | null {
  return next === null ? null : `${key}.${next}`;
}

function cursorIn(text: string | undefined, key: string): string | undefined {
  if (text === undefined) return undefined;
  if (!text.startsWith(`${key}.`)) throw badValue(CURSOR, 'must be taken from a link of the same search');
  return text.slice(key.length + 1);
}
