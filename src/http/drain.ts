import type { Server, ServerResponse } from 'node:http';

/** Ends a server without cutting an answer that is under way. */
export interface Drain {
  /**
   * Stops accepting connections and waits for the answers under way.
   *
   * @param graceMs after so many ms what is still open is cut.
   */
  end(graceMs: number): Promise<void>;
}

/**
 * Watches a server's requests from now on. Node's own `close()` closes idle connections once, at its call; one that was busy
 * then would live on until its keep-alive time-out. So every answer that is sent during the drain closes its connection.
 */
export function watch(server: Server): Drain {
  const open = new Set<ServerResponse>();
  let isEnding = false;
  server.prependListener('request', (_req, res: ServerResponse) => {
    if (isEnding) res.shouldKeepAlive = false;
    open.add(res);
    res.once('close', () => open.delete(res));
  });
  return {
    end(graceMs) {
      isEnding = true;
      for (const res of open) res.shouldKeepAlive = false;
      return new Promise((resolve) => {
        const cut = setTimeout(() => {
          server.closeAllConnections();
        }, graceMs);
        server.close(() => {
          clearTimeout(cut);
          resolve();
        });
      });
    },
  };
}
