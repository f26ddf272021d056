import type { RequestListener } from 'node:http';
import { describe, expect, test } from '@jest/globals';
import { inOrder, type Middleware } from '../../../src/http/middleware.js';
import { send } from '../../helpers/ask.js';

/** Runs middlewares, and answers with the message of what went wrong, or `next` when nothing did. */
function serving(...middlewares: Middleware[]): RequestListener {
  const all = inOrder(middlewares);
  return (req, res) => {
    void all(req, res, (error) => {
      res.end(error instanceof Error ? error.message : 'next');
    });
  };
}

const goOn: Middleware = (_req, res, next) => {
  res.setHeader('X-Seen', '1');
  next();
};

describe('middlewares in order', () => {
  test('end where one does not go on', async () => {
    const end: Middleware = (_req, res) => void res.end('ended');
    const { headers, text } = await send(serving(goOn, end, goOn), 'get', '/');
    expect([headers['x-seen'], text]).toEqual(['1', 'ended']);
  });

  test('go on to what comes after all of them', async () => {
    expect((await send(serving(goOn, inOrder([goOn, goOn])), 'get', '/')).text).toBe('next');
  });

  test.each<[string, Middleware]>([
    [
      'thrown',
      () => {
        throw new Error('wrong');
      },
    ],
    ['rejected with', () => Promise.reject(new Error('wrong'))],
    [
      'handed on',
      (_req, _res, next) => {
        setImmediate(next, new Error('wrong'));
      },
    ],
  ])('hand on what is %s', async (_, failing) => {
    expect((await send(serving(goOn, inOrder([goOn, failing]), goOn), 'get', '/')).text).toBe('wrong');
  });
});
