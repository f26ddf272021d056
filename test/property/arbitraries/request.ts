import fc from 'fast-check';
import { bundleTypes } from '../../../src/fhir/bundle.js';
import type { TranslateRequest } from '../../../src/translate/translator.js';

/** What a caller may ask for. */
export function request(): fc.Arbitrary<TranslateRequest> {
  const logical = { identifier: { system: 'urn:oid:1.2.36.146.595.217.0.1', value: '12345' } };
  return fc.record(
    {
      type: fc.constantFrom(...bundleTypes),
      locale: fc.constantFrom('en', 'es', 'pt_BR'),
      subject: fc.constantFrom({ type: 'Patient', ...logical }, { reference: 'Patient/1', type: 'Patient' }),
      encounter: fc.constant({ type: 'Encounter', ...logical }),
    },
    { requiredKeys: ['type'] },
  );
}
