import { expect, test } from '@jest/globals';
import { besideFhir } from '../../../../src/serve/routing/beside-fhir.js';

test.each([
  ['https://gateway.test/fhir', 'https://gateway.test/intake/reports/1,2'],
  ['https://hospital.test/derm/fhir', 'https://hospital.test/derm/intake/reports/1,2'],
  ['https://fhir.hospital.test', 'https://fhir.hospital.test/intake/reports/1,2'],
])('what is beside %s is at %s', (baseUrl, url) => {
  expect(besideFhir(baseUrl, '/intake/reports/1,2')).toBe(url);
});
