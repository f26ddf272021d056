import type { Request } from 'express';
import type { OperationOutcomeIssue } from 'fhir/r4.js';
import { preferences } from '../../http/prefer.js';

/** Whether what this server does not know is to be refused (https://hl7.org/fhir/R4/search.html#errors). */
export function isStrict(req: Request): boolean {
  return preferences(req.get('prefer')).get('handling') === 'strict';
}

/** What a client is told of parameters that were ignored. @param count none: nothing. */
export function ignoredIssues(count: number): readonly OperationOutcomeIssue[] {
  const text = `Parameters that this server does not know were ignored: ${count}. The self link has the others.`;
  return count === 0 ? [] : [{ severity: 'warning', code: 'not-supported', details: { text } }];
}
