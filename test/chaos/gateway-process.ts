/**
 * A gateway that delivers, in a process of its own that may be killed: `gateway-process.ts <settings as JSON>`. It says
 * `{ ready: true }` when it works; each report that it is told to take in it repeats, as `{ accepted }`, once that is on disk.
 */
import { z } from 'zod';
import { prepareDatabase } from '../../src/store/prepare-database.js';
import { startGateway } from './delivering-gateway.js';
import { destinationsAt } from './destinations.js';
import { fastClock } from './fast-clock.js';

const settings = z.object({
  place: z.union([
    z.object({ kind: z.literal('file'), file: z.string() }),
    z.object({ kind: z.literal('postgresql'), url: z.string() }),
  ]),
  urls: z.array(z.string()),
  speed: z.number(),
  originMs: z.number(),
  leaseMs: z.number(),
  timeoutMs: z.number(),
});
const reports = z.object({ accept: z.array(z.object({ number: z.number(), revision: z.number() })) });

export type GatewaySettings = z.infer<typeof settings>;

const { place, urls, speed, originMs, leaseMs, timeoutMs } = settings.parse(
  JSON.parse(process.argv[2] ?? ''),
);
const clock = fastClock(speed, originMs);
const database = await prepareDatabase(place, new Map([['default', 'https://vendor.test']]), clock.nowMs);
const tell = (message: object): void => {
  process.send?.(message);
};
const gateway = startGateway(database, destinationsAt(urls, timeoutMs), clock, leaseMs, (problem) => {
  tell({ problem: JSON.stringify(problem, Object.getOwnPropertyNames(Object(problem))) });
});

process.on('message', (message) => {
  for (const numbered of reports.parse(message).accept) {
    gateway.accept(numbered).then(
      () => {
        tell({ accepted: numbered });
      },
      (error: unknown) => {
        tell({ problem: String(error), refused: numbered });
      },
    );
  }
});
process.on('disconnect', () => {
  process.exit();
});
tell({ ready: true });
