import { expect, test } from '@jest/globals';
import { systemCode } from '../../../src/net/system-code.js';

test.each([
  [{ code: 'ENOENT' }, 'ENOENT'],
  [Object.assign(new Error('x'), { code: 'UND_ERR_SOCKET' }), 'UND_ERR_SOCKET'],
  [Object.assign(new Error('x'), { name: 'HTTPParserError', code: 'HPE_INVALID_VERSION' }), 'HTTP_PARSER'],
  [{ code: 'SQLITE_BUSY' }, 'SQLITE_BUSY'],
  [{ code: 'ERR_SSL_SSL/TLS_ALERT_BAD_CERTIFICATE' }, 'ERR_SSL_SSL/TLS_ALERT_BAD_CERTIFICATE'],
  [{ code: '08006' }, '08006'],
  [{ code: '57P01' }, '57P01'],
  [{ code: '123456' }, undefined],
  [{ code: 'https://secret.test/' }, undefined],
  [{ code: 42 }, undefined],
  [{}, undefined],
  [null, undefined],
  ['ENOENT', undefined],
])('the code of %j is %j', (error, code) => {
  expect(systemCode(error)).toBe(code);
});
