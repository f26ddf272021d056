import { explain } from '../../src/deliver/explain.js';
import { createExplainer } from '../../src/explain/explain.js';
import { createReadiness } from '../../src/http/readiness.js';
import { createExplainInTurns } from '../../src/serve/report/explain-in-turns.js';
import { createFetchReport } from '../../src/serve/report/fetch-report.js';
import type { RouteDependencies } from '../../src/serve/routes.js';
import { createStore } from '../../src/store/create-store.js';
import { createOutbox } from '../../src/store/outbox/create-outbox.js';
import { openDatabase } from '../../src/store/open-database.js';
import { createLibrary } from '../../src/terminology/library/library.js';
import { createTranslator, type Translator } from '../../src/translate/translator.js';
import type { VendorClient } from '../../src/vendor/client.js';
import { testContext } from './context.js';

const baseUrl = 'https://gateway.test/fhir';

/** Without tables: nothing is asked of it. */
const database = await openDatabase({ kind: 'memory' });
const store = createStore({ database, nowMs: () => 0 });
const source = { store, tenantOf: () => 'default', baseUrl };

/** A store that forgets. */
const forgetful = {
  findReport: () => Promise.resolve(null),
  saveReport: () => Promise.resolve({ changed: true, deliveries: [] }),
};

/** What the routes work with, where no report is stored and the vendor has none. */
export function routeDependencies(
  translate: Translator = createTranslator({ context: testContext() }),
  vendor: Pick<VendorClient, 'fetchReport'> = {
    fetchReport: () => Promise.reject(new Error('canary-fetch')),
  },
): RouteDependencies {
  return {
    service: { name: 'derm-fhir-gateway', version: '9.9.9', baseUrl },
    access: { isOn: false, takesTokens: false, tokenUrl: null },
    translate,
    explain: createExplainer({ context: testContext() }),
    explainInTurns: createExplainInTurns(),
    fetchReport: createFetchReport({ store: forgetful, translate, vendorOf: () => vendor }),
    reports: source,
    mediaOf: () => ({ open: () => Promise.reject(new Error('canary-media')) }),
    cache: null,
    logger: { warn: () => undefined },
    published: source,
    publish: (reportId) => reportId,
    readiness: createReadiness(),
    languages: { spoken: ['en', 'es'], usual: 'en' },
    bodyLimit: 1_000_000,
    library: createLibrary(),
    now: () => new Date(0),
    outbox: createOutbox({ database, newId: () => 'id' }),
    destinations: [],
    wake: { deliveries: () => undefined, intakes: () => undefined },
    webhookKeys: [],
    meaningOf: explain,
    publicKeys: { keys: [] },
  };
}
