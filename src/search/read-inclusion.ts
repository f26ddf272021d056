import { badValue } from './bad-value.js';
import { inclusionTargets } from './inclusions.js';
import { fieldOf } from './search-parameter.js';
import type { Inclusion } from './search-query.js';

/**
 * Reads an `_include` or `_revinclude`: `Type:parameter`, `Type:parameter:TargetType`, or `*` for all
 * (https://hl7.org/fhir/R4/search.html#include).
 *
 * @param allowed what it may name.
 * @throws OutcomeError 400.
 */
export function readInclusion(
  name: '_include' | '_revinclude',
  value: string,
  allowed: readonly string[],
): readonly Inclusion[] {
  if (value === '*' && allowed.length > 0) return allowed.map((one) => inclusion(one, inclusionTargets(one)));
  const [source = '', parameter = '', target, more] = value.split(':');
  const named = `${source}:${parameter}`;
  const targets = inclusionTargets(named);
  const isKnown = allowed.includes(named) && (target === undefined || targets.includes(target));
  if (!isKnown || more !== undefined) {
    const list =
      allowed.length === 0 ? 'is not supported for this type' : `must be one of *, ${allowed.join(', ')}`;
    throw badValue(name, list);
  }
  return [inclusion(named, target === undefined ? targets : [target])];
}

function inclusion(name: string, targets: readonly string[]): Inclusion {
  const [source = '', parameter = ''] = name.split(':');
  return { source, field: fieldOf(source, parameter), targets };
}
