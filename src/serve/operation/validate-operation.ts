import type { RequestHandler } from 'express';
import { check, type CheckIssue } from '../../fhir/check/check.js';
import { OutcomeError } from '../../fhir/outcome.js';
import { bodyOf } from '../../http/read-body.js';
import { sendFhir } from '../../http/send-fhir.js';
import { issuesToOutcome } from '../../translate/issues-to-outcome.js';
import type { ResourceType } from '../routing/route.js';
import { operationParameters, isParameters, type OperationParameters } from './operation-parameters.js';
import { readResource } from './read-resource.js';

/** Parameters of `$validate`, R4's own. */
export const validateParameters = ['resource', 'mode', 'profile'] as const;

/**
 * `POST [type]/$validate` (https://hl7.org/fhir/R4/resource-operation-validate.html): the self-check of a resource, which is the
 * body or the `resource` of a Parameters resource. The answer is 200 and an OperationOutcome, whatever is found.
 *
 * @throws OutcomeError (from the handler) 400 for what cannot be read, for a mode, and for a profile other than the type's own,
 *   which R4 forbids to pass over.
 */
export function validateOperation(type: ResourceType): RequestHandler {
  return (req, res) => {
    const body = readResource(bodyOf(req));
    const isWrapped = isParameters(body);
    const given = operationParameters(req, validateParameters, isWrapped ? body : undefined);
    demandGeneral(type, given);
    const [resource, another] = isWrapped ? (given.get('resource') ?? []) : [body];
    if (resource === undefined)
      throw new OutcomeError('missing-parameter', 'Parameter resource must be given.');
    if (another !== undefined)
      throw new OutcomeError('bad-parameter', 'Parameter resource may be given once only.');
    sendFhir(req, res, 200, issuesToOutcome([], [...typeIssues(type, resource), ...check(resource)]));
  };
}

/** What is checked here is R4 itself: no profile, and no change that somebody might want to make. */
function demandGeneral(type: ResourceType, given: OperationParameters): void {
  if (given.has('mode')) {
    const text =
      'Parameter mode is not supported here: nothing can be created or updated, so validation is general.';
    throw new OutcomeError('unsupported-parameter', text);
  }
  const own = `http://hl7.org/fhir/StructureDefinition/${type}`;
  const profiles = given.get('profile') ?? [];
  if (profiles.some((profile) => profile !== own && profile !== `${own}|4.0.1`)) {
    const text = `Parameter profile is not supported here with another value than ${own}.`;
    throw new OutcomeError('unsupported-parameter', text);
  }
}

function typeIssues(type: ResourceType, resource: unknown): CheckIssue[] {
  if (typeof resource !== 'object' || resource === null) return [];
  if (!('resourceType' in resource) || resource.resourceType === type) return [];
  return [
    {
      severity: 'error',
      code: 'invalid',
      expression: `${type}.resourceType`,
      diagnostics: 'The resource is of another type than the address says.',
    },
  ];
}
