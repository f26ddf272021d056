import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { listen } from '../../src/net/listen.js';

/** A vendor that knows every report: the acne example under any id. */
export interface EndlessVendor {
  readonly url: string;
  /** From now on, a report says something else. */
  change(id: string): void;
  close(): void;
}

const ACNE = new URL('../../src/vendor/sandbox/reports/acne.json', import.meta.url);

/** The raw report that the vendor gives under an id: its own id, as with the real one, is another. */
export function endlessReport(id: string, revision = 0): string {
  const { data } = JSON.parse(readFileSync(ACNE, 'utf8')) as {
    data: Record<string, unknown> & { id: string; result: object };
  };
  const own = createHash('sha256').update(id).digest('hex');
  const uuid = own.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-7$3-8$4-$5');
  const result = { ...data.result, id: `${uuid.slice(0, -4)}ffff`, iaSeconds: 1 + revision };
  return JSON.stringify({
    success: true,
    message: 'Diagnostic report',
    errorCode: null,
    data: { ...data, id: uuid, result },
  });
}

/** Starts it on a free port of this machine. */
export async function startEndlessVendor(): Promise<EndlessVendor> {
  const revisions = new Map<string, number>();
  const server = createServer((request, response) => {
    const id = decodeURIComponent(
      new URL(request.url ?? '', 'http://vendor').pathname.split('/').at(-1) ?? '',
    );
    response.setHeader('Content-Type', 'application/json').end(endlessReport(id, revisions.get(id)));
  });
  const url = await listen(server, 0, '127.0.0.1');
  return {
    url,
    change: (id) => revisions.set(id, (revisions.get(id) ?? 0) + 1),
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
