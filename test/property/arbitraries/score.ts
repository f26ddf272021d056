import fc from 'fast-check';
import { explainabilityMedia } from './medium.js';
import { scoreValue } from './number.js';
import { freeText, label, orNull } from './text.js';

function band(): fc.Arbitrary<object> {
  const coding = fc.record({
    code: orNull(fc.oneof(fc.integer({ min: 0, max: 4 }), fc.constantFrom('1', '2', '3', 'high'))),
    display: orNull(fc.constantFrom('low', 'moderate', 'high')),
  });
  return fc.record(
    {
      min: orNull(scoreValue()),
      max: orNull(scoreValue()),
      text: orNull(label()),
      coding: fc.array(coding, { maxLength: 2 }),
    },
    { requiredKeys: ['min', 'max', 'text'] },
  );
}

function facet(): fc.Arbitrary<object> {
  return fc.record({
    facet: fc.record({ name: orNull(label()), description: orNull(freeText()) }, { requiredKeys: ['name'] }),
    value: fc.record({
      display: orNull(label()),
      raw: orNull(fc.oneof({ weight: 4, arbitrary: scoreValue() }, fc.boolean(), label())),
    }),
  });
}

/** A severity score in the current shape. */
function score(): fc.Arbitrary<object> {
  return fc.record(
    {
      scoringSystem: fc.record(
        {
          name: orNull(label()),
          code: orNull(fc.oneof(fc.constantFrom('alegi', 'apasiLocal', 'ascorad', 'alegi#2'), label())),
        },
        { requiredKeys: ['name'] },
      ),
      score: fc.record({
        value: orNull(scoreValue()),
        severity: orNull(
          fc.record(
            {
              value: orNull(fc.integer({ min: 0, max: 4 })),
              interpretations: fc.array(band(), { maxLength: 4 }),
            },
            { requiredKeys: ['value'] },
          ),
        ),
      }),
      reduction: orNull(scoreValue()),
      facets: fc.array(facet(), { maxLength: 4 }),
      explainabilityMedia: orNull(explainabilityMedia()),
    },
    { requiredKeys: ['scoringSystem', 'score', 'facets'] },
  );
}

/** The severity scores of a report. */
export function scoringSystems(): fc.Arbitrary<object[]> {
  return fc.array(score(), { maxLength: 2 });
}
