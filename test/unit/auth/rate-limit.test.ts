import { describe, expect, test } from '@jest/globals';
import { createMinuteCounter } from '../../../src/auth/minute-counter.js';
import type { Principal } from '../../../src/auth/principal.js';
import { clientLimit, FAILURE_LIMIT, failureLimit } from '../../../src/auth/rate-limit.js';
import { permissionsOf } from '../../../src/auth/scope.js';
import { OutcomeError } from '../../../src/fhir/outcome.js';
import { clientAddress, type Sent } from '../../../src/http/client-address.js';

/** What a check says: null when all is well, else the status and when to come again. */
function refusalOf(check: () => void): readonly [number, string | undefined] | null {
  try {
    check();
    return null;
  } catch (error) {
    if (error instanceof OutcomeError) return [error.status, error.headers['Retry-After']];
    throw error;
  }
}

function principal(client: string, tenant = 'default'): Principal {
  return { client, tenant, ...permissionsOf([]) };
}

function requestFrom(remoteAddress: string, ...forwarded: string[]): Sent {
  return { socket: { remoteAddress }, headersDistinct: { 'x-forwarded-for': forwarded } };
}

describe('the limit of clients', () => {
  test('counts each client by itself, and starts anew every minute', () => {
    let now = 0;
    const limit = clientLimit(
      2,
      createMinuteCounter(() => now),
    );
    const call = (who: Principal) =>
      refusalOf(() => {
        limit(who);
      });
    expect([call(principal('a')), call(principal('a')), call(principal('b'))]).toEqual([null, null, null]);
    expect(call(principal('a', 'north'))).toBeNull();
    now = 15_500;
    expect(call(principal('a'))).toEqual([429, '45']);
    now = 59_999;
    expect(call(principal('a'))).toEqual([429, '1']);
    now = 60_000;
    expect(call(principal('a'))).toBeNull();
  });

  test('starts anew when the clock was set back', () => {
    let now = 1_000_000;
    const limit = clientLimit(
      1,
      createMinuteCounter(() => now),
    );
    const call = () =>
      refusalOf(() => {
        limit(principal('a'));
      });
    expect([call(), call()]).toEqual([null, [429, '60']]);
    now = 0;
    expect(call()).toBeNull();
  });

  test('is none when it is 0', () => {
    const limit = clientLimit(
      0,
      createMinuteCounter(() => 0),
    );
    for (let at = 0; at < 10_000; at += 1) limit(principal('a'));
  });
});

describe('the limit of bad credentials', () => {
  const allBut = (limit: (req: Sent) => void, request: Sent) => {
    for (let at = 0; at < FAILURE_LIMIT; at += 1) limit(request);
  };

  test.each([
    ['an address of IPv4', '192.0.2.1', '192.0.2.1', '192.0.2.2'],
    ['the same through IPv6', '::ffff:192.0.2.1', '::ffff:192.0.2.1', '::ffff:192.0.2.2'],
    ['a network of IPv6', '2001:db8:0:100::1', '2001:db8:0:1ff::2', '2001:db8:0:200::1'],
  ])('counts by %s', (_what, first, same, other) => {
    const limit = failureLimit(
      0,
      createMinuteCounter(() => 0),
    );
    allBut(limit, requestFrom(first));
    expect(
      refusalOf(() => {
        limit(requestFrom(same));
      }),
    ).toEqual([429, '60']);
    expect(
      refusalOf(() => {
        limit(requestFrom(other));
      }),
    ).toBeNull();
  });

  test('does not believe what a caller says of its address', () => {
    const limit = failureLimit(
      0,
      createMinuteCounter(() => 0),
    );
    allBut(limit, requestFrom('192.0.2.1', '203.0.113.1'));
    expect(
      refusalOf(() => {
        limit(requestFrom('192.0.2.1', '203.0.113.2'));
      }),
    ).toEqual([429, '60']);
  });
});

describe('the address of a caller', () => {
  test.each([
    [0, '10.0.0.1', [], '10.0.0.1'],
    [0, '10.0.0.1', ['192.0.2.1'], '10.0.0.1'],
    [1, '10.0.0.1', ['192.0.2.1'], '192.0.2.1'],
    [1, '10.0.0.1', ['203.0.113.9, 192.0.2.1'], '192.0.2.1'],
    [1, '10.0.0.1', ['203.0.113.9', '192.0.2.1'], '192.0.2.1'],
    [2, '10.0.0.1', ['203.0.113.9, 192.0.2.1, 10.0.0.2'], '192.0.2.1'],
    [2, '10.0.0.1', ['192.0.2.1'], '192.0.2.1'],
    [1, '10.0.0.1', [], '10.0.0.1'],
    [1, '10.0.0.1', ['192.0.2.1,'], '192.0.2.1'],
  ])('behind %i proxies, asked by %s for %j, is %s', (proxies, remote, forwarded, address) => {
    expect(clientAddress(requestFrom(remote, ...forwarded), proxies)).toBe(address);
  });
});
