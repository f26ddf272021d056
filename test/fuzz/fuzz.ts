import fc from 'fast-check';
import { findCanaries } from './canaries.js';
import { fuzzRequest, type FuzzRequest } from './fuzz-request.js';
import { garbage, tryGarbage } from './garbage.js';
import { judge } from './judge.js';
import { BAD_CREDENTIAL, type Pool } from './request-parts.js';
import { openAgent, send } from './send.js';

/** What to try, and how much. */
export interface FuzzOptions {
  readonly url: string;
  readonly pool: Pool;
  readonly seed: number;
  readonly count: number;
  /** What no answer may hold. */
  readonly canaries: readonly string[];
}

/** What came of it. */
export interface FuzzResult {
  /** How many answers had which status. */
  readonly statuses: ReadonlyMap<number, number>;
  /** What was wrong, each with the request that shows it. */
  readonly problems: readonly string[];
}

/** Sends requests made of `openapi.yaml` and a seed, and a twentieth as many that are hardly HTTP. */
export async function fuzz({ url, pool, seed, count, canaries }: FuzzOptions): Promise<FuzzResult> {
  const statuses = new Map<number, number>();
  const problems: string[] = [];
  let away = 0;
  const good = new Set(pool.credentials.filter((credential) => credential !== BAD_CREDENTIAL));
  const agent = openAgent();
  const requests = fc.sample(fuzzRequest(pool), { seed, numRuns: count }).values();
  const work = async (): Promise<void> => {
    for (const request of requests) {
      const answer = await send(url, agent, request);
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
      // Bad credentials are turned away after a while, and shall be.
      if (isAway(answer.status) && good.has(request.headers['Authorization'] ?? '')) away += 1;
      const found = [...judge(request, answer), ...findCanaries(canaries, answer)];
      problems.push(...found.map((text) => `${text}: ${describe(request)}`));
    }
  };
  // Several at once, so that they meet in the gateway.
  await Promise.all([work(), work(), work(), work()]);
  agent.destroy();
  for (const text of fc.sample(garbage, { seed, numRuns: Math.ceil(count / 20) }))
    problems.push(...(await tryGarbage(Number(new URL(url).port), text)));
  problems.push(...tooManyTurnedAway(away, count));
  return { statuses, problems };
}

function isAway(status: number): boolean {
  return status === 429 || status === 503;
}

/** Requests that are turned away unread show nothing: more than one in a hundred is a fault of the run. */
export function tooManyTurnedAway(away: number, all: number): string[] {
  return away > all / 100 ? [`${away} of ${all} requests were turned away with 429 or 503`] : [];
}

function describe({ method, target, headers, body }: FuzzRequest): string {
  const given = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const text = body === null ? '' : ` ${JSON.stringify(body.toString('latin1').slice(0, 200))}`;
  return `${method} ${target} [${given.join('; ')}]${text}`;
}
