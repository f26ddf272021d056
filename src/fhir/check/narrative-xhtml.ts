import type { Visit } from './visit.js';

const NAMESPACE = 'http://www.w3.org/1999/xhtml';

export function checkNarrative(value: unknown, visit: Visit): void {
  if (typeof value !== 'string') visit.error('structure', 'A JSON string belongs here.');
  else if (!value.includes(NAMESPACE)) visit.error('structure', 'The div must be in the XHTML namespace.');
}
