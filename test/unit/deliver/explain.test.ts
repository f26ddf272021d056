import { describe, expect, test } from '@jest/globals';
import { explain } from '../../../src/deliver/explain.js';
import { deliveryOutcomes } from '../../../src/deliver/outcome.js';

describe('what an outcome means', () => {
  test('is what is known of it', () => {
    expect(explain('redirected', null)).toBe(deliveryOutcomes.redirected);
    expect(explain('interrupted', null)).not.toBeNull();
    expect(explain('constructor', 'constructor')).toBeNull();
  });

  test('names the setting that would permit it', () => {
    expect(explain('misconfigured', 'ADDRESS_REFUSED')).toContain('allowPrivate');
    expect(explain('anonymous', null)).toContain('allowAnonymous');
  });

  test('says what people can do', () => {
    expect(explain('subject-changed', null)).toContain('a retry of this delivery sends it');
  });

  test('is more exact by the code of the error, and falls back on the outcome', () => {
    expect(explain('untrusted', 'ERR_SSL_WRONG_VERSION_NUMBER')).toContain('does not speak TLS');
    expect(explain('unreachable', 'EOTHER')).toBe(deliveryOutcomes.unreachable);
  });
});
