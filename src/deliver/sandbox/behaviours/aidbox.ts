import type { Behaviour, Issue } from '../behaviour.js';
import { plain, retryAfterSeconds } from './plain.js';

function outcome({ code, text, expression }: Issue): Readonly<Record<string, unknown>> {
  const where = expression === undefined ? {} : { expression: [expression] };
  return {
    resourceType: 'OperationOutcome',
    id: code,
    text: { status: 'generated', div: '<div xmlns="http://www.w3.org/1999/xhtml">Refused</div>' },
    issue: [{ severity: 'fatal', code, diagnostics: text, ...where }],
  };
}

/** Aidbox: it does a transaction's entries in the order that they are given. */
export const aidbox: Behaviour = {
  ...plain,
  software: 'aidbox',
  transactions: 'in-order',
  conditionalReferences: false,
  refusals: {
    'missing-target': { status: 422, code: 'invalid', text: 'Referenced resource % does not exist' },
    'missing-placeholder': { status: 422, code: 'invalid', text: 'Referenced resource % does not exist' },
  },
  refuse: (issue) => ({ headers: retryAfterSeconds(issue), body: outcome(issue) }),
};
