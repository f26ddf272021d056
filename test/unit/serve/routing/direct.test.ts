import type { IncomingMessage, RequestListener } from 'node:http';
import { describe, expect, test } from '@jest/globals';
import { anonymous } from '../../../../src/auth/anonymous.js';
import { setPrincipal } from '../../../../src/auth/principal.js';
import { factsOf } from '../../../../src/observe/request-facts.js';
import { direct } from '../../../../src/serve/routing/direct.js';
import type { Route } from '../../../../src/serve/routing/route.js';
import { send, type Method } from '../../../helpers/ask.js';

const read = {
  on: 'node',
  method: 'GET',
  path: '/fhir/Media/:id',
  handlers: [(_req, res) => void res.end('direct')],
  needs: [{ interaction: 'read', type: 'Media' }],
  parameters: [],
} as const satisfies Route;

/** Answers `direct`, `further` where the request goes on, or what went wrong. */
function serving(route: Route, seen: IncomingMessage[] = []): RequestListener {
  const middleware = direct([route]);
  return (req, res) => {
    seen.push(req);
    setPrincipal(req, { ...anonymous(true), may: (interaction) => interaction === 'read' });
    void middleware(req, res, (error) => res.end(error instanceof Error ? error.message : 'further'));
  };
}

describe('a route that reads one resource and runs on Node only', () => {
  test('is answered at once, and told to the log', async () => {
    const seen: IncomingMessage[] = [];
    const { text } = await send(serving(read, seen), 'get', '/fhir/Media/a-1', { query: '_pretty=true' });
    expect(text).toBe('direct');
    expect(seen.map(factsOf)).toEqual([{ route: '/fhir/Media/:id' }]);
  });

  test.each<[Method, string]>([
    ['post', '/fhir/Media/a'],
    ['get', '/fhir/Media/a/'],
    ['get', '/fhir/Media/$validate'],
    ['get', '/fhir/Media/_search'],
    ['get', '/fhir/Media/a/_history'],
    ['get', '/fhir/Media'],
    ['get', '/fhir/Device/a'],
    ['get', '/'],
  ])('lets %s %s go further', async (method, path) => {
    expect((await send(serving(read), method, path)).text).toBe('further');
  });

  test('is for those who may read', async () => {
    const erase = { ...read, needs: [{ interaction: 'delete', type: 'Media' }] } as const;
    expect((await send(serving(erase), 'get', '/fhir/Media/a')).text).not.toMatch(/direct|further/);
  });
});

describe('a route that needs Express', () => {
  test('is left to it', async () => {
    const { on, ...rest } = read;
    expect(on).toBe('node');
    expect((await send(serving(rest), 'get', '/fhir/Media/a')).text).toBe('further');
  });
});
