import { once } from 'node:events';
import { connect } from 'node:net';

/** Sends bytes to a port of this machine, and gives everything that comes back until the connection is closed. */
export async function rawRequest(port: number, text: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  let received = '';
  socket.on('data', (chunk: Buffer) => {
    received += chunk.toString('latin1');
  });
  socket.on('error', () => undefined);
  socket.write(text);
  await once(socket, 'close');
  return received;
}
