import { createTerminology } from '../../src/terminology/terminology.js';
import { createContext, type ContextOptions, type TranslateContext } from '../../src/translate/context.js';

/** One for all tests: it is frozen. */
const terminology = createTerminology({});

/** The context of tests: a fixed base URL and a fixed namespace, whatever the defaults become. */
export function testContext(overrides: Partial<ContextOptions> = {}): TranslateContext {
  return createContext({
    terminology,
    namespace: 'https://gateway.test/ns',
    baseUrl: 'https://gateway.test/fhir',
    gateway: { name: 'derm-fhir-gateway', version: 'test' },
    encounterSystem: 'https://hospital.test/sid/visit',
    ...overrides,
  });
}
