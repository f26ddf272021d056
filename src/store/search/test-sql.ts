import type { RangeTest, TextTest, TokenTest, ValueTest } from '../../search/search-query.js';
import type { SqlValues } from './sql-values.js';

/** What a row `i` of search_value must be like to pass a test. */
export function testSql(test: ValueTest, values: SqlValues): string {
  if (test.kind === 'token') return tokenSql(test, values);
  if (test.kind === 'text') return textSql(test, values);
  const range = rangeSql('i.low', 'i.high', test, values);
  return test.unit === null ? range : `${range} and ${unitSql(test.unit, values)}`;
}

function tokenSql({ system, code }: TokenTest, values: SqlValues): string {
  const tests: string[] = [];
  if (code !== null) tests.push(`i.code = ${values.add(code)}`);
  if (system === 'none') tests.push('i.system is null');
  else if (system !== 'any') tests.push(`i.system ${values.oneOf(system)}`);
  return tests.join(' and ');
}

/** How much of a text its index has, in characters. */
const INDEXED = 256;
/** The last of all characters, which no text has. */
const LAST = '\u{10FFFF}';

function textSql({ match, text }: TextTest, values: SqlValues): string {
  const escaped = text.replace(/[!%_]/g, '!$&');
  const like = (pattern: string) => `i.text like ${values.add(pattern)} escape '!'`;
  if (match === 'contains') return like(`%${escaped}%`);
  const start = Array.from(text).slice(0, INDEXED).join('');
  const indexed = `substr(i.text, 1, ${INDEXED})`;
  const isWithin = `${indexed} >= ${values.add(start)} and ${indexed} < ${values.add(start + LAST)}`;
  const isLonger = start.length < text.length ? ` and ${like(`${escaped}%`)}` : '';
  return `i.text is not null and ${isWithin}${isLonger}`;
}

function unitSql({ system, code, name }: NonNullable<RangeTest['unit']>, values: SqlValues): string {
  if (system !== null) return `i.system = ${values.add(system)} and i.code = ${values.add(code)}`;
  return `(i.code = ${values.add(code)} or i.text = ${values.add(name)})`;
}

/** Compares the range in two columns with a test's, as R4 §3.1.1.4.6 defines the prefixes. */
export function rangeSql(
  low: string,
  high: string,
  { prefix, ...test }: Pick<RangeTest, 'prefix' | 'low' | 'high'>,
  values: SqlValues,
): string {
  // PostgreSQL refuses values that the text does not name: each is added where it stands.
  const from = () => values.add(test.low);
  const to = () => values.add(test.high);
  // That it begins before the end goes without saying, but tells an index where to stop.
  const isWithin = () => `${low} >= ${from()} and ${low} <= ${to()} and ${high} <= ${to()}`;
  switch (prefix) {
    case 'eq':
      return isWithin();
    case 'ne':
      return `(${low} < ${from()} or ${high} > ${to()})`;
    case 'lt':
      return `${low} < ${from()}`;
    case 'le':
      return `(${low} < ${from()} or (${isWithin()}))`;
    case 'gt':
      return `${high} > ${to()}`;
    case 'ge':
      return `(${high} > ${to()} or (${isWithin()}))`;
    case 'sa':
      return `${low} > ${to()}`;
    case 'eb':
      return `${high} < ${from()}`;
    case 'ap':
      return `${low} <= ${to()} and ${high} >= ${from()}`;
  }
}
