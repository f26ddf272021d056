import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { afterEach, expect, jest, test } from '@jest/globals';
import { sendSpoilt } from '../../../src/vendor/sandbox/spoil.js';

afterEach(() => {
  jest.useRealTimers();
});

test('an answer that drips is ended once, although its connection has not closed yet', () => {
  jest.useFakeTimers();
  const response = new ServerResponse(new IncomingMessage(new Socket()));
  const write = jest.spyOn(response, 'write');
  const answer = { status: 200, headers: {}, body: 'ab' };
  sendSpoilt(response, answer, { kind: 'drip', ms: 10 });
  jest.advanceTimersByTime(100);
  expect(write).toHaveBeenCalledTimes(2);
  expect(response.writableEnded).toBe(true);
});
