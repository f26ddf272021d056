import { expect, test } from '@jest/globals';
import { isLoopback } from '../../../src/net/loopback.js';

test.each(['localhost', '127.0.0.1', '127.9.8.7', '::1', '[::1]'])('%s is this machine', (host) => {
  expect(isLoopback(host)).toBe(true);
});

test.each(['0.0.0.0', '::', '10.0.0.1', '127.0.0.1.evil.test', 'localhost.evil.test', '[::2]'])(
  '%s is not this machine alone',
  (host) => {
    expect(isLoopback(host)).toBe(false);
  },
);
