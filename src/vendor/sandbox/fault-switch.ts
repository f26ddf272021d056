import { z } from 'zod';
import { type Answer, json } from './answer.js';
import { faultSchema, type Faults } from './faults.js';

/** Where testers switch faults on and off while the sandbox runs. */
export const FAULT_PATH = '/sandbox/faults';

/**
 * Answers a request to the fault switch: GET shows, PUT sets, DELETE clears.
 *
 * @param body of a PUT: one fault as JSON
 */
export function switchFault(method: string, body: string, faults: Faults): Answer {
  switch (method) {
    case 'GET':
      return json(200, { current: faults.current() ?? null });
    case 'PUT':
      return setFault(body, faults);
    case 'DELETE':
      faults.clear();
      return json(200, { current: null });
    default:
      return json(405, { message: 'GET, PUT or DELETE.' }, { allow: 'GET, PUT, DELETE' });
  }
}

function setFault(body: string, faults: Faults): Answer {
  const read = faultSchema.safeParse(parse(body));
  if (!read.success)
    return json(400, { message: 'This is not a fault.', issues: z.flattenError(read.error) });
  return json(200, { current: faults.set(read.data) });
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
