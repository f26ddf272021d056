import { afterAll, beforeAll } from '@jest/globals';
import type { Call } from '../../../helpers/call-operation.js';
import { startTestGateway, type TestGateway } from '../../../helpers/gateway.js';

/**
 * Runs a gateway for the tests of a file.
 *
 * @returns makes the call of an operation of it, for tests to use: the gateway starts before the first one.
 */
export function callsOfGateway(): (path: string, id?: string) => Call {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startTestGateway();
  });
  afterAll(() => gateway.close());
  return (path, id) => ({ service: gateway.url, path, ...(id === undefined ? {} : { id }) });
}
