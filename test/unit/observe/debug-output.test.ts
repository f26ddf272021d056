import { describe, expect, test } from '@jest/globals';
import { makesLibrariesPrint } from '../../../src/observe/debug-output.js';

describe('debug output of libraries', () => {
  test.each(['*', 'express:*', 'myapp,router', 'fhir-kit-client:error', 'x fhir*', 'UNDICI', '*,-router'])(
    'is switched on by %s',
    (value) => {
      expect(makesLibrariesPrint(value)).toBe(true);
    },
  );

  test.each(['', 'false', '0', 'myapp:*', 'expressive', '-router', 'a.c*', '[('])(
    'is not switched on by %j',
    (value) => {
      expect(makesLibrariesPrint(value)).toBe(false);
    },
  );
});
