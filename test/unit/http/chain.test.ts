import { describe, expect, test } from '@jest/globals';
import { chain } from '../../../src/http/chain.js';
import { send } from '../../helpers/ask.js';

/** Answers with the message of what went wrong. */
function answer(thrown: unknown, _req: unknown, res: { end(text: string): void }): void {
  res.end(thrown instanceof Error ? thrown.message : 'none');
}

describe('a chain of middlewares', () => {
  test('goes on with next, and ends where it is not called', async () => {
    const service = chain(
      [
        (_req, res, next) => {
          res.setHeader('X-First', '1');
          next();
        },
        (_req, res) => res.end('second'),
        (_req, res) => res.end('third'),
      ],
      answer,
    );
    const { headers, text } = await send(service, 'get', '/');
    expect([headers['x-first'], text]).toEqual(['1', 'second']);
  });

  test('tells of what one of them throws', async () => {
    const service = chain(
      [
        (_req, _res, next) => {
          next();
        },
        () => {
          throw new Error('thrown');
        },
      ],
      answer,
    );
    expect((await send(service, 'get', '/')).text).toBe('thrown');
  });

  test('tells of what one of them hands on', async () => {
    const service = chain(
      [
        (_req, _res, next) => {
          setImmediate(next, new Error('handed on'));
        },
      ],
      answer,
    );
    expect((await send(service, 'get', '/')).text).toBe('handed on');
  });
});
