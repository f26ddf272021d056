import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

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
 * Watches a server's connections and requests from now on. Node's own `close()` closes, once, connections that are idle after a
 * request. It leaves those that were busy then, which would live on until their keep-alive time-out, and those that have not
 * said anything yet, which balancers open ahead.
 */
export function watch(server: Server): Drain {
  const sockets = new Set<Socket>();
  const answers = new Set<ServerResponse>();
  let isEnding = false;
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.prependListener('request', (_req, res: ServerResponse) => {
    if (isEnding) res.shouldKeepAlive = false;
    answers.add(res);
    res.once('close', () => answers.delete(res));
  });
  return {
    end(graceMs) {
      isEnding = true;
      for (const answer of answers) answer.shouldKeepAlive = false;
      for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
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
