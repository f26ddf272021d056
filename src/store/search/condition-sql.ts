import type { Condition, ValueCondition, ValueTest } from '../../search/search-query.js';
import { OWN_FIELD } from './own-field.js';
import type { SqlValues } from './sql-values.js';
import { rangeSql, testSql } from './test-sql.js';

/** What a row `r` of search_resource must fulfil. */
export function conditionSql(condition: Condition, values: SqlValues): string {
  switch (condition.op) {
    case 'and':
    case 'or': {
      const parts = condition.of.map((one) => `(${conditionSql(one, values)})`);
      if (parts.length === 0) return condition.op === 'and' ? '1 = 1' : '1 = 0';
      return parts.join(` ${condition.op} `);
    }
    case 'not':
      return `not (${conditionSql(condition.of, values)})`;
    case 'value':
      return `exists (select 1 from search_value i where i.resource = r.number and (${ownSql(condition, values)}))`;
    case 'present':
      return `exists (select 1 from search_value i where i.resource = r.number and i.field ${values.oneOf(condition.fields)})`;
    case 'id':
      return `r.id ${values.oneOf(condition.ids)}`;
    case 'updated':
      return any(condition.tests.map((test) => rangeSql('r.updated', 'r.updated', test, values)));
  }
}

/** What a row `i` of search_value must be like to pass one of the tests. */
export function passSql({ fields, tests }: ValueCondition, values: SqlValues): string {
  return any(tests.map((test) => `i.field ${values.oneOf(fields)} and ${testSql(test, values)}`));
}

/** The same of a row that is looked up by its resource; a code may be looked up together with it. */
function ownSql({ fields, tests }: ValueCondition, values: SqlValues): string {
  const fieldOf = (test: ValueTest) => (test.kind === 'token' ? 'i.field' : OWN_FIELD);
  return any(tests.map((test) => `${fieldOf(test)} ${values.oneOf(fields)} and ${testSql(test, values)}`));
}

function any(tests: readonly string[]): string {
  return tests.map((test) => `(${test})`).join(' or ');
}
