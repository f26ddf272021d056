import type { IncomingMessage, ServerResponse } from 'node:http';

/** A handler on Node's own types; Express takes it, too. What goes wrong is thrown, rejected with or handed to `next`. */
export type Middleware = (
  req: IncomingMessage,
  res: ServerResponse,
  next: (error?: unknown) => void,
) => void | Promise<void>;

/**
 * One middleware of several, each of which goes on to the following one with its `next`. Express does the same, at a price that
 * most requests need not pay: what every request needs, and the commonest answers, run like this before it.
 */
export function inOrder(middlewares: readonly Middleware[]): Middleware {
  return (req, res, next) => {
    const run = (index: number): void => {
      const middleware = middlewares[index];
      if (middleware === undefined) {
        next();
        return;
      }
      try {
        const done = middleware(req, res, (error) => {
          if (error === undefined) run(index + 1);
          else next(error);
        });
        if (done !== undefined) done.catch(next);
      } catch (error) {
        next(error);
      }
    };
    run(0);
  };
}
