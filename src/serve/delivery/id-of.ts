import type { Request } from 'express';
import { known } from '../interaction/resource-source.js';
import { isId } from '../routing/route.js';

/**
 * The id or the name in a request's address.
 *
 * @throws OutcomeError 404 for what cannot be one.
 */
export function idOf({ params }: Pick<Request, 'params'>): string {
  const [id] = Object.values(params);
  return known(typeof id === 'string' && isId(id) ? id : null);
}
