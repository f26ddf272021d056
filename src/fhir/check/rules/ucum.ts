import { r4Table } from '../r4-definitions.generated.js';

/** https://ucum.org/ucum#section-Grammar-of-Units-and-Terms, case-sensitive codes. */
const { prefixes, metric, plain } = r4Table.ucum;
const metricUnits = new Set(metric.split(' '));
const units = new Set([...metricUnits, ...plain.split(' ')]);
const unitPrefixes = prefixes.split(' ');

const MAX_LENGTH = 255;
const ASCII = /^[!-~]+$/;

/** `{annotation}`, operator, parenthesis, or a unit with its exponent; square brackets may hold anything. */
const TOKEN = /\{[^{}]*\}|[./()]|(?:\[[^[\]]*\]|[^[\]{}./()])+/y;

/**
 * Whether a text is a unit of UCUM: units with prefixes and exponents, numbers, annotations, joined by `.` and `/`.
 *
 * @param code e.g. `%`, `mg/dL`, `{score}`, `10*3/uL`, `mL/(24.h)`.
 */
export function isUcum(code: string): boolean {
  if (code.length > MAX_LENGTH || !ASCII.test(code)) return false;
  let depth = 0;
  let needsUnit = true;
  let mayBeAnnotated = true;
  let previous = '(';
  for (let at = 0; at < code.length; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(code)?.[0];
    if (token === undefined) return false;
    if (token === '(') {
      if (!needsUnit) return false;
      depth++;
    } else if (token === ')') {
      if (needsUnit || --depth < 0) return false;
      mayBeAnnotated = false;
    } else if (token === '.' || token === '/') {
      // Only a division may stand first: /min.
      if (needsUnit && (token === '.' || previous !== '(')) return false;
      needsUnit = true;
      mayBeAnnotated = true;
    } else if (token.startsWith('{')) {
      if (!mayBeAnnotated) return false;
      needsUnit = false;
      mayBeAnnotated = false;
    } else {
      if (!needsUnit || !isSimpleUnit(token)) return false;
      needsUnit = false;
    }
    previous = token;
  }
  return depth === 0 && !needsUnit;
}

function isSimpleUnit(token: string): boolean {
  if (/^\d+$/.test(token)) return true;
  const unit = token.replace(/[+-]?\d+$/, '');
  if (units.has(unit)) return true;
  return unitPrefixes.some((prefix) => unit.startsWith(prefix) && metricUnits.has(unit.slice(prefix.length)));
}
