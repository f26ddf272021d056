import { explain } from '../../src/explain/explain.js';
import type { FieldFate } from '../../src/explain/explanation.js';
import { pointerTo } from '../../src/raw/json-pointer.js';
import type { Path } from '../../src/raw/moves.js';
import { readReport, type ReadReport } from '../../src/raw/read-report.js';
import { createTerminology } from '../../src/terminology/terminology.js';
import { createContext } from '../../src/translate/context.js';
import { translate, type TranslatedResource, type Translation } from '../../src/translate/translate.js';
import { rawJson } from '../../test/helpers/fixture.js';
import { patched } from '../../test/helpers/patch.js';

const psoriasis = { name: 'Schuppenflechte', code: 'Psoriasis', icd11: 'EA90' };

/**
 * Raw reports that have every field of the schema between them. The first one, where no file is mentioned twice, has a label
 * that is not the code as well: otherwise nobody sees that one stands in for the other.
 */
const reports: readonly unknown[] = [
  patched(rawJson('psoriasis'), {
    // Two records, so that one can be changed without the other.
    '/pathology': { ...psoriasis },
    '/result/conclusions': [
      { probability: 92.4, pathology: { ...psoriasis } },
      // No code of ICD-11.
      { probability: 3.1, pathology: { name: 'Flechte', code: 'Lichen', icd11: 'L43' } },
    ],
    '/result/scoringSystems/0/facets/0/value/raw': 'severe',
    '/patientIdentifier': 'P-7',
  }),
  ...['annotations', 'acne-full', 'boolean-facets', 'site-only'].map(rawJson),
  patched(rawJson('v2'), { '/result/preliminaryFindings/adjustedIsPreMalignantSuspicion': 0.4 }),
];

/** As a tenant would set it up that wants all of the report. */
export const context = createContext({
  terminology: createTerminology(),
  baseUrl: 'https://gateway.example/fhir',
  encounterSystem: 'https://hospital.example/sid/visit',
  fromReport: {
    subject: { pointer: '/patientIdentifier', system: 'https://hospital.example/sid/patient' },
  },
  metaProfile: true,
});

/** A raw report, and what becomes of it. */
export interface Sample {
  readonly json: unknown;
  readonly read: ReadReport;
  readonly translation: Translation;
  /** By reference, `Observation/<id>`. */
  readonly resources: ReadonlyMap<string, TranslatedResource>;
  /** By pointer into `json`. */
  readonly fates: ReadonlyMap<string, FieldFate>;
}

export function readSamples(): readonly Sample[] {
  return reports.map((json) => {
    const read = readReport(json);
    const translation = translate(read, context);
    const { fields } = explain(json, context);
    return {
      json,
      read,
      translation,
      resources: new Map(translation.resources.map((one) => [`${one.resourceType}/${one.id}`, one])),
      fates: new Map(fields.map((fate) => [fate.pointer, fate])),
    };
  });
}

/** A value in a sample. */
export interface Occurrence {
  /** Pointer into the sample as it was received. */
  readonly pointer: string;
  /** As it was read. */
  readonly value: unknown;
}

/** Where a sample has a field. */
export function occurrencesOf({ read }: Sample, field: string): Occurrence[] {
  return expanded(read.report, field.split('/').slice(1), []).map(({ path, value }) => ({
    pointer: read.pointerOf(pointerTo(path)),
    value,
  }));
}

function expanded(
  value: unknown,
  [step, ...below]: readonly string[],
  path: Path,
): { path: Path; value: unknown }[] {
  if (step === undefined) return value === undefined ? [] : [{ path, value }];
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value))
    return value.flatMap((item: unknown, index) => expanded(item, below, [...path, index]));
  return expanded(Reflect.get(value, step), below, [...path, step]);
}
