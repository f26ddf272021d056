import type { LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { gzipSync } from 'node:zlib';
import type { Dispatcher } from 'undici';
import type { AllowedHost } from '../../../src/net/allowed-host.js';
import { createGuardedAgent } from '../../../src/net/guarded-agent.js';
import { systemCode } from '../../../src/net/system-code.js';
import { startStubServer, type StubServer } from '../../helpers/stub-server.js';

let stub: StubServer;
let agents: Dispatcher[] = [];
beforeEach(async () => {
  stub = await startStubServer((response) => response.end('reached'));
});
afterEach(async () => {
  await Promise.all(agents.map((agent) => agent.destroy()));
  agents = [];
  await stub.close();
});

/** A resolver that gives the same addresses for every name. */
function resolver(...addresses: readonly string[]): LookupFunction {
  const found: LookupAddress[] = addresses.map((address) => ({
    address,
    family: address.includes(':') ? 6 : 4,
  }));
  return (_name, { all }, callback) => {
    if (all === true) callback(null, found);
    else callback(null, found[0]?.address ?? '', found[0]?.family ?? 4);
  };
}

function agentFor(hosts: readonly AllowedHost[] | undefined, lookup = resolver('127.0.0.1')): Dispatcher {
  const options = { connectTimeoutMs: 5_000, maxBytes: 1_000, lookup };
  const agent = createGuardedAgent(hosts === undefined ? options : { ...options, hosts });
  agents.push(agent);
  return agent;
}

/** What a GET comes to: the body, or the code of the error. */
async function get(agent: Dispatcher, origin: string): Promise<string> {
  try {
    const { body } = await agent.request({ origin, path: '/', method: 'GET' });
    return await body.text();
  } catch (error) {
    return systemCode(error) ?? 'UNKNOWN';
  }
}

const port = () => new URL(stub.url).port;

describe('a guarded agent', () => {
  test('reaches a listed host of this machine', async () => {
    expect(await get(agentFor([{ origin: stub.url, reach: 'loopback' }]), stub.url)).toBe('reached');
  });

  test('asks the resolver that it was given', async () => {
    const origin = `http://media.test:${port()}`;
    expect(await get(agentFor([{ origin, reach: 'loopback' }]), origin)).toBe('reached');
  });

  test('does not connect to a host that is not listed', async () => {
    expect(await get(agentFor([{ origin: 'https://bucket.example', reach: 'public' }]), stub.url)).toBe(
      'ADDRESS_REFUSED',
    );
    expect(stub.requests).toEqual([]);
  });

  test.each([
    ['this machine', ['127.0.0.1']],
    ['a metadata service', ['169.254.169.254']],
    ['this machine in IPv6', ['::1']],
    ['this machine, mapped', ['::ffff:127.0.0.1']],
    ['a private address among public ones', ['93.184.216.34', '10.0.0.1']],
    ['no address at all', []],
  ])('does not connect when a listed name leads to %s', async (_where, addresses) => {
    const origin = `http://media.test:${port()}`;
    const agent = agentFor([{ origin, reach: 'public' }], resolver(...addresses));
    expect(await get(agent, origin)).toBe('ADDRESS_REFUSED');
    expect(stub.requests).toEqual([]);
  });

  test.each(['http://127.0.0.1', 'http://0x7f.1', 'http://2130706433', 'http://localhost'])(
    'sends nothing to %s, for which no resolver of ours is asked, when it should be in the internet',
    async (address) => {
      const { origin } = new URL(`${address}:${port()}`);
      expect(await get(agentFor([{ origin, reach: 'public' }]), origin)).toBe('ADDRESS_REFUSED');
      expect(stub.requests).toEqual([]);
    },
  );

  test('tells the failure of a resolver as it is', async () => {
    const failing: LookupFunction = (_name, _options, callback) => {
      callback(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }), '', 4);
    };
    const agent = agentFor([{ origin: 'http://media.test', reach: 'public' }], failing);
    expect(await get(agent, 'http://media.test')).toBe('ENOTFOUND');
  });

  test('goes through no proxy that the environment names', async () => {
    process.env['HTTP_PROXY'] = process.env['http_proxy'] = stub.url;
    try {
      const agent = agentFor([{ origin: 'http://media.test', reach: 'public' }], resolver('10.0.0.1'));
      expect(await get(agent, 'http://media.test')).toBe('ADDRESS_REFUSED');
      expect(stub.requests).toEqual([]);
    } finally {
      delete process.env['HTTP_PROXY'];
      delete process.env['http_proxy'];
    }
  });

  test('without a list connects to any host', async () => {
    expect(await get(agentFor(undefined), stub.url)).toBe('reached');
  });
});

describe('an answer', () => {
  const loopback = (): Dispatcher => agentFor([{ origin: stub.url, reach: 'loopback' }]);

  async function answering(answer: Parameters<typeof startStubServer>[0]): Promise<void> {
    await stub.close();
    stub = await startStubServer(answer);
  }

  test('that is packed is not unpacked', async () => {
    await answering((response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('x'.repeat(100_000)));
    });
    expect(await get(loopback(), stub.url)).toBe('UNWANTED_CONTENT_CODING');
  });

  test('that grows over the limit is cut, although its length was not said', async () => {
    await answering((response) => {
      response.write('x'.repeat(600));
      response.end('x'.repeat(600));
    });
    expect(await get(loopback(), stub.url)).toBe('UND_ERR_RES_EXCEEDED_MAX_SIZE');
  });

  test('with a redirect is given as it is', async () => {
    await answering((response) => response.writeHead(302, { location: `${stub.url}/there` }).end('moved'));
    expect(await get(loopback(), stub.url)).toBe('moved');
    expect(stub.requests).toHaveLength(1);
  });
});
