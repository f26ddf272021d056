import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { routes } from '../../../src/serve/routes.js';
import { issuesIn, send, type Method } from '../../helpers/ask.js';
import { startKeyedGateway, type KeyedGateway } from '../../helpers/keyed-gateway.js';
import { routeDependencies } from '../../helpers/route-dependencies.js';

const table = routes(routeDependencies()).map(({ method, path, needs }) => ({
  method: method.toLowerCase() as Method,
  path: path.replace(/:\w+/g, '00000000-0000-5000-8000-000000000000'),
  needs,
}));
const closed = table.filter(({ needs }) => needs !== null);
/** What any client may ask whose scopes give anything. */
const common = closed.filter(({ needs }) => needs?.length === 0);
const limited = closed.filter(({ needs }) => needs !== null && needs.length > 0);
/** What is for operators, and no client's business. */
const isForOperators = (needs: (typeof table)[number]['needs']): boolean =>
  needs?.some((need) => 'scope' in need && need.scope === 'gateway/admin') ?? false;

let gateway: KeyedGateway;
/** Of a client whose scopes give nothing. */
let powerless: string;
/** Of a client that may do nothing with resources. */
let useless: string;
/** Of a client that may do all that its type of scope gives. */
let foreign: string;
beforeAll(async () => {
  gateway = await startKeyedGateway([['user/*.rs'], ['gateway/admin'], ['system/Patient.cruds']]);
  [powerless = '', useless = '', foreign = ''] = gateway.keys.map(({ text }) => text);
});
afterAll(() => gateway.close());

describe('every route', () => {
  test('is looked at', () => {
    expect([common.length > 30, limited.length > 30, table.length - closed.length]).toEqual([true, true, 8]);
  });

  test.each(closed)('$method $path asks for credentials', async ({ method, path }) => {
    const answer = await send(gateway.url, method, path);
    expect([answer.status, issuesIn(answer)[0]?.code]).toEqual([401, 'login']);
    expect(answer.headers['www-authenticate']).toMatch(/^Bearer .*Basic /);
  });

  test.each(limited)('$method $path asks for a scope', async ({ method, path, needs }) => {
    for (const key of [powerless, foreign, ...(isForOperators(needs) ? [] : [useless])]) {
      const answer = await send(gateway.url, method, path, { headers: { 'X-API-Key': key } });
      expect([answer.status, issuesIn(answer)[0]?.code]).toEqual([403, 'forbidden']);
    }
  });

  test.each(common)('$method $path asks for any scope that gives something', async ({ method, path }) => {
    const statusWith = async (key: string) =>
      (await send(gateway.url, method, path, { headers: { 'X-API-Key': key } })).status;
    expect(await statusWith(powerless)).toBe(403);
    for (const key of [useless, foreign]) expect([200, 400, 404, 415]).toContain(await statusWith(key));
  });

  test.each(table.filter(({ needs }) => needs === null))(
    '$method $path is open',
    async ({ method, path }) => {
      expect([200, 404]).toContain((await send(gateway.url, method, path)).status);
    },
  );
});
