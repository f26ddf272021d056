import fc from 'fast-check';
import { currentFindingKeys } from '../../../src/raw/finding-key.js';
import { macroscopicMedia, observations } from './medium.js';
import { decimal, percent } from './number.js';
import { conclusions, pathology } from './pathology.js';
import { scoringSystems } from './score.js';
import { handle, pdfUrl, viewerUrl } from './secret.js';
import { freeText, orNull } from './text.js';

/** A report in the current shape, without envelope. */
export interface GeneratedReport {
  id: string;
  result: Record<string, unknown>;
  [field: string]: unknown;
}

function createdAt(): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom('2023-08-03T12:38:10+02:00', '2024-02-29T23:59:59Z') },
    {
      weight: 3,
      arbitrary: fc.constantFrom('2026-02-13T14:58:27.466367', '2026-02-13', '2026-02-13 14:58:27 +0530'),
    },
    { weight: 1, arbitrary: fc.constantFrom('2023-02-30T10:00:00Z', '13/02/2026', 'yesterday') },
  );
}

function result(): fc.Arbitrary<Record<string, unknown>> {
  const finding = orNull(percent());
  return fc.record(
    {
      id: orNull(fc.oneof(fc.uuid(), freeText())),
      metrics: fc.record(
        { sensitivity: orNull(percent()), specificity: orNull(percent()), entropy: orNull(percent()) },
        { requiredKeys: [] },
      ),
      preliminaryFindings: fc.record(Object.fromEntries(currentFindingKeys.map((key) => [key, finding])), {
        requiredKeys: [],
      }),
      iaSeconds: orNull(decimal(0, 60)),
      observations: observations(),
      conclusions: conclusions(),
      scoringSystems: orNull(scoringSystems()),
    },
    { requiredKeys: ['metrics', 'preliminaryFindings', 'observations', 'conclusions'] },
  );
}

/** A text, now and then what another program makes of one. */
function textOrScalar(): fc.Arbitrary<string | number | boolean> {
  return fc.oneof(
    { weight: 8, arbitrary: freeText() },
    { weight: 1, arbitrary: fc.oneof(fc.integer(), fc.boolean(), decimal(0, 1)) },
  );
}

function anamnesis(): fc.Arbitrary<object[]> {
  const words = orNull(textOrScalar());
  const entry = fc.record({ question: words, answer: words }, { requiredKeys: [] });
  return fc.array(entry, { maxLength: 4 });
}

function extraData(): fc.Arbitrary<unknown> {
  return fc.oneof(
    freeText(),
    fc.dictionary(
      fc.constantFrom('mrn', 'note', '__proto__', 'ward 7'),
      fc.oneof(freeText(), fc.jsonValue()),
    ),
  );
}

/** A raw report in the current shape: every field of every kind, null and absent ones included. */
export function currentReport(): fc.Arbitrary<GeneratedReport> {
  const bodySite = fc.record({
    code: orNull(fc.constantFrom('headFront', 'elbowLeft', 'nails', 'HEAD_FRONT', 'leftEyelid')),
    name: orNull(freeText()),
  });
  return fc
    .record(
      {
        id: fc.oneof(fc.uuid(), handle(), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 })),
        url: orNull(viewerUrl()),
        pdf: orNull(pdfUrl()),
        visitIdentifier: orNull(textOrScalar()),
        extraData: orNull(extraData()),
        pathology: orNull(pathology()),
        bodySite: orNull(bodySite),
        createdAt: orNull(createdAt()),
        anamnesisGeneral: orNull(anamnesis()),
        macroscopicMedia: orNull(macroscopicMedia()),
        result: result(),
      },
      { requiredKeys: ['id', 'bodySite', 'createdAt', 'anamnesisGeneral', 'result'] },
    )
    .filter(({ id }) => id.trim() !== '');
}
