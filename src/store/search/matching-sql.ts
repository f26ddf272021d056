import type { Condition, SearchQuery, ValueCondition } from '../../search/search-query.js';
import { conditionSql, passSql } from './condition-sql.js';
import type { SqlValues } from './sql-values.js';

/**
 * The rows `r` of search_resource that match: `from … where …`.
 *
 * Where few have a value, they are looked up by it, so that the search takes the same time however many others there are. Where
 * many may have it, the resources are gone through in their order, which gives a page soon; all of many are again found best by
 * their value.
 *
 * @param isWhole whether all matches are wanted, and not only those of a page; or a page of few.
 */
export function matchingSql(
  tenant: string,
  { type, condition }: SearchQuery,
  values: SqlValues,
  isWhole: boolean,
): string {
  const all = requiredIn(condition);
  const first = all.find(isNarrow) ?? (isWhole ? all.find(isOfValue) : undefined);
  const others: Condition = { op: 'and', of: all.filter((one) => one !== first) };
  const from = first === undefined ? 'from search_resource r where' : `${lookUpSql(first, values)} and`;
  const own = `r.tenant = ${values.add(tenant)} and r.type = ${values.add(type)}`;
  return `${from} ${own} and ${conditionSql(others, values)}`;
}

/** Whether a search looks at so few resources that it takes no time, however many there are: it names them or what they share. */
export function isQuick({ condition }: SearchQuery): boolean {
  return requiredIn(condition).some(
    (one) => one.op === 'id' || (isNarrow(one) && one.tests.every(({ kind }) => kind === 'token')),
  );
}

const requiredIn = (condition: Condition): readonly Condition[] =>
  condition.op === 'and' ? condition.of : [condition];

const isOfValue = (condition: Condition): condition is ValueCondition => condition.op === 'value';

const isNarrow = (condition: Condition): condition is ValueCondition =>
  isOfValue(condition) && condition.isNarrow;

/** `cross join`: SQLite keeps the order of what it joins so (https://sqlite.org/optoverview.html#crossjoin). */
function lookUpSql(condition: ValueCondition, values: SqlValues): string {
  const found = `select distinct i.resource from search_value i where ${passSql(condition, values)}`;
  return `from (${found}) found cross join search_resource r where r.number = found.resource`;
}
