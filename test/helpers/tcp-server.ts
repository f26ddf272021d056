import { createServer, type Socket } from 'node:net';

/** A TCP server on 127.0.0.1 that does to a connection as a test says. */
export interface TcpServer {
  /** As an HTTP URL without trailing slash. */
  readonly url: string;
  /** Connections so far. */
  readonly connections: () => number;
  close: () => Promise<void>;
}

/** @param meet called for each connection, once its first bytes are here. */
export async function startTcpServer(meet: (socket: Socket) => void): Promise<TcpServer> {
  const sockets = new Set<Socket>();
  let count = 0;
  const server = createServer((socket) => {
    count += 1;
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    socket.once('data', () => {
      meet(socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no TCP port');
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => {
        resolve();
      });
      for (const socket of sockets) socket.destroy();
    });
  return { url: `http://127.0.0.1:${String(address.port)}`, connections: () => count, close };
}
