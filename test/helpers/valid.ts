import { check } from '../../src/fhir/check/check.js';
import { validateAll } from '../conformance/validate-all.js';

/**
 * What four validators and the self-check object to in a resource. That an OperationOutcome has no narrative is only
 * advised against (dom-6).
 */
export function faultsOf(json: string): unknown[] {
  const resource: unknown = JSON.parse(json);
  const findings = validateAll(resource).filter(
    ({ severity, text }) => severity === 'error' && !/dom-6/.test(text),
  );
  return [...findings, ...check(resource).filter(({ severity }) => severity === 'error')];
}
