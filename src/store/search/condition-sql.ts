import type { Condition, ValueCondition } from '../../search/search-query.js';
import type { SqlValues } from './sql-values.js';
import { rangeSql, testSql } from './test-sql.js';

/**
 * What a row `r` of search_resource must fulfil.
 *
 * @param isWhole whether all matches are wanted, and not only those of a page.
 */
export function conditionSql(condition: Condition, values: SqlValues, isWhole: boolean): string {
  switch (condition.op) {
    case 'and':
    case 'or': {
      const parts = condition.of.map((one) => `(${conditionSql(one, values, isWhole)})`);
      if (parts.length === 0) return condition.op === 'and' ? '1 = 1' : '1 = 0';
      return parts.join(` ${condition.op} `);
    }
    case 'not':
      return `not (${conditionSql(condition.of, values, isWhole)})`;
    case 'value':
      return valueSql(condition, values, isWhole);
    case 'present':
      return `exists (select 1 from search_value i where i.resource = r.number and i.field ${values.oneOf(condition.fields)})`;
    case 'id':
      return `r.id ${values.oneOf(condition.ids)}`;
    case 'updated':
      return any(condition.tests.map((test) => rangeSql('r.updated', 'r.updated', test, values)));
  }
}

/**
 * Few matches are looked up and then put in order. Where there may be many, that would take longer the more there are: then the
 * resources are gone through in their order, which gives a page soon. All of many are counted best by looking them up.
 */
function valueSql({ fields, tests, isNarrow }: ValueCondition, values: SqlValues, isWhole: boolean): string {
  const passes = any(tests.map((test) => `i.field ${values.oneOf(fields)} and ${testSql(test, values)}`));
  return isNarrow || isWhole
    ? `r.number in (select i.resource from search_value i where ${passes})`
    : `exists (select 1 from search_value i where i.resource = r.number and (${passes}))`;
}

function any(tests: readonly string[]): string {
  return tests.map((test) => `(${test})`).join(' or ');
}
