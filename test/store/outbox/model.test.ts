import { describe, test } from '@jest/globals';
import fc from 'fast-check';
import { engines } from '../engines.js';
import { step } from './model-step.js';
import { openOutbox } from './open-outbox.js';
import { Model } from './outbox-model.js';
import { PROPERTY_SEED, scaled } from '../../property/assert-property.js';

describe.each(engines.filter(([name]) => name !== 'SQLite in a file'))('an outbox: %s', (name, create) => {
  test('loses nothing, sends one at a time and nothing old after something new, whatever happens', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 60, size: 'max' }), async (steps) => {
        const empty = await create();
        const model = new Model(await openOutbox(empty));
        for (const next of steps) await model.take(next);
        await model.drain();
        await model.expectNothingLost();
        await empty.dispose();
      }),
      // On PostgreSQL each run makes a database.
      name === 'PostgreSQL'
        ? { seed: PROPERTY_SEED, numRuns: 10, endOnFailure: true }
        : { seed: PROPERTY_SEED, numRuns: scaled(150) },
    );
  });
});
