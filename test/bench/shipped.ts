/*
 * What the bench measures, for one file to be made of: compiled and put together as what is shipped, for what runs TypeScript for
 * tests changes the code that it runs.
 */
export * from '../../src/index.js';
export { createSender } from '../../src/deliver/send/create-sender.js';
export { planOf } from '../../src/deliver/plan/plan-of.js';
export { readPlanResources } from '../../src/deliver/plan/plan-resource.js';
export { startWorkers } from '../../src/deliver/worker/delivery-workers.js';
export { referenceForm, toBundle } from '../../src/fhir/bundle.js';
export { createStore } from '../../src/store/create-store.js';
export { migrate } from '../../src/store/migrate.js';
export { openDatabase } from '../../src/store/open-database.js';
export { createOutbox } from '../../src/store/outbox/create-outbox.js';
