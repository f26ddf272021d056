import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Middleware } from './middleware.js';

/**
 * Lets each request through middlewares, one after another, until one of them does not call its `next`. Express does the same,
 * at a price that most requests need not pay: what every request needs stands here, before it.
 *
 * @param onError gets what a middleware throws, and what it calls its `next` with.
 */
export function chain(
  middlewares: readonly Middleware[],
  onError: (thrown: unknown, req: IncomingMessage, res: ServerResponse) => void,
): RequestListener {
  return (req, res) => {
    const run = (index: number): void => {
      try {
        middlewares[index]?.(req, res, (error) => {
          if (error === undefined) run(index + 1);
          else onError(error, req, res);
        });
      } catch (error) {
        onError(error, req, res);
      }
    };
    run(0);
  };
}
