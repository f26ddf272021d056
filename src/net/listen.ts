import type { Server } from 'node:http';

/**
 * Listens.
 *
 * @param port 0 takes a free one.
 * @returns the URL that this machine reaches the server by, without trailing slash: where it listens on all addresses, that is
 * loopback's name.
 * @throws the server's own error when the port cannot be had.
 */
export function listen(server: Server, port: number, host: string): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const address = server.address();
      const listening = typeof address === 'object' && address !== null ? address.port : port;
      resolve(`http://${nameOf(host)}:${listening}`);
    });
  });
}

function nameOf(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}
