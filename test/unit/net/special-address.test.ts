import { describe, expect, test } from '@jest/globals';
import { isWithin } from '../../../src/net/special-address.js';

/** First and last address of each range that is not the internet (IANA special-purpose address registries). */
const SPECIAL: readonly (readonly [range: string, first: string, last: string])[] = [
  ['this network', '0.0.0.0', '0.255.255.255'],
  ['private, class A', '10.0.0.0', '10.255.255.255'],
  ['carrier-grade NAT', '100.64.0.0', '100.127.255.255'],
  ['loopback', '127.0.0.0', '127.255.255.255'],
  ['link-local, with metadata services', '169.254.0.0', '169.254.255.255'],
  ['private, class B', '172.16.0.0', '172.31.255.255'],
  ['IETF protocols', '192.0.0.0', '192.0.0.255'],
  ['documentation 1', '192.0.2.0', '192.0.2.255'],
  ['6to4 relays', '192.88.99.0', '192.88.99.255'],
  ['private, class C', '192.168.0.0', '192.168.255.255'],
  ['benchmarks', '198.18.0.0', '198.19.255.255'],
  ['documentation 2', '198.51.100.0', '198.51.100.255'],
  ['documentation 3', '203.0.113.0', '203.0.113.255'],
  ['multicast', '224.0.0.0', '239.255.255.255'],
  ['reserved and broadcast', '240.0.0.0', '255.255.255.255'],
  ['unspecified and IPv4-compatible', '::', '::ffff:ffff'],
  ['loopback, IPv6', '::1', '::1'],
  ['IPv4-compatible', '::10.0.0.1', '::8.8.8.8'],
  ['IPv4-mapped', '::ffff:0.0.0.0', '::ffff:255.255.255.255'],
  ['IPv4-mapped, public', '::ffff:8.8.8.8', '::ffff:808:808'],
  ['IPv4-translated', '::ffff:0:0:0', '::ffff:0:ffff:ffff'],
  ['NAT64', '64:ff9b::', '64:ff9b::ffff:ffff'],
  ['NAT64, local', '64:ff9b:1::', '64:ff9b:1:ffff:ffff:ffff:ffff:ffff'],
  ['discard-only', '100::', '100::ffff:ffff:ffff:ffff'],
  ['Teredo', '2001::', '2001:0:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['IPv6 benchmarks', '2001:2::', '2001:2:0:ffff:ffff:ffff:ffff:ffff'],
  ['ORCHIDv2', '2001:20::', '2001:2f:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['IPv6 documentation', '2001:db8::', '2001:db8:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['6to4', '2002::', '2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['IPv6 documentation 2', '3fff::', '3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['not given out', '4000::', '5fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['unique local', 'fc00::', 'fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['link-local, IPv6', 'fe80::', 'febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['site-local', 'fec0::', 'feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['multicast, IPv6', 'ff00::', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
];

const PRIVATE_RANGES = new Set([
  'private, class A',
  'carrier-grade NAT',
  'private, class B',
  'private, class C',
  'unique local',
]);

/** The neighbours of the ranges. */
const PUBLIC = [
  ...[
    '1.0.0.0',
    '9.255.255.255',
    '11.0.0.0',
    '100.63.255.255',
    '100.128.0.0',
    '126.255.255.255',
    '128.0.0.0',
  ],
  ...[
    '169.253.255.255',
    '169.255.0.0',
    '172.15.255.255',
    '172.32.0.0',
    '192.0.1.0',
    '192.0.3.0',
    '192.88.98.255',
  ],
  ...['192.167.255.255', '192.169.0.0', '198.17.255.255', '198.20.0.0', '203.0.112.255', '223.255.255.255'],
  ...['2000::', '2001:200::', '2001:db7:ffff::', '2001:db9::', '2003::', '2a00:1450:4001::200e', '3ffe::'],
];

/** What a resolver must not give. */
const NO_ADDRESSES = [
  '',
  'localhost',
  '127.1',
  '0x7f.0.0.1',
  '1.2.3',
  'fe80::1%eth0',
  '2a00::1%1',
  '[::1]',
  ' 8.8.8.8',
];

describe('a connection into the internet', () => {
  test.each(SPECIAL)('does not lead into the range %s', (_range, first, last) => {
    expect([isWithin('public', first), isWithin('public', last)]).toEqual([false, false]);
  });

  test.each(PUBLIC)('leads to %s', (address) => {
    expect(isWithin('public', address)).toBe(true);
  });
});

describe("a connection into the operator's own network", () => {
  test.each(SPECIAL)('leads into the range %s only if that is private', (range, first, last) => {
    const isPrivate = PRIVATE_RANGES.has(range);
    expect([isWithin('private', first), isWithin('private', last)]).toEqual([isPrivate, isPrivate]);
  });

  test.each(PUBLIC)('may still lead to %s', (address) => {
    expect(isWithin('private', address)).toBe(true);
  });
});

describe('a connection to this machine', () => {
  test.each(['127.0.0.1', '127.8.9.10', '::1'])('leads to %s', (address) => {
    expect(isWithin('loopback', address)).toBe(true);
  });

  test.each(['::ffff:127.0.0.1', '10.0.0.1', '8.8.8.8', '2a00::1', '128.0.0.1'])(
    'does not lead to %s',
    (address) => {
      expect(isWithin('loopback', address)).toBe(false);
    },
  );
});

test.each(NO_ADDRESSES)('"%s" is within no reach', (text) => {
  expect((['public', 'private', 'loopback'] as const).filter((reach) => isWithin(reach, text))).toEqual([]);
});
