import { inOrder, type Middleware } from '../../http/middleware.js';
import { note, permit } from './mount.js';
import { isId, type Route } from './route.js';

/** What ends the path of a route that reads one resource. */
const ID = ':id';

/**
 * Answers, without Express, the routes `GET {type}/:id` that need nothing of it: reading is what clients do most, and Express would
 * be more than half of its cost. Everything else goes on, and so does what cannot be an id, for it may be another address.
 *
 * @param routes those of them that run on Node only are answered here; Express has them, too, for other methods.
 */
export function direct(routes: readonly Route[]): Middleware {
  const readers = new Map<string, Middleware>();
  for (const route of routes) {
    if (route.on !== 'node' || route.method !== 'GET' || !route.path.endsWith(`/${ID}`)) continue;
    const steps = inOrder([note(route.path), permit(route.needs), ...route.handlers]);
    readers.set(route.path.slice(0, -ID.length), steps);
  }
  return (req, res, next) => {
    const [path = ''] = (req.url ?? '').split('?', 1);
    const end = path.lastIndexOf('/') + 1;
    const reader = readers.get(path.slice(0, end));
    const isRead = req.method === 'GET' || req.method === 'HEAD';
    if (reader === undefined || !isRead || !isId(path.slice(end))) next();
    else void reader(req, res, next);
  };
}
