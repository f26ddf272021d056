import { z } from 'zod';
import {
  askedPercent,
  askedPercentOrFraction,
  given,
  identifier,
  link,
  percent,
  reportId,
  seconds,
  text,
} from './field.js';
import type { JsonValue } from './json-value.js';
import { macroscopicMediaSchema, observationSchema } from './medium.js';
import { scoreSchema } from './score.js';

export { currentFindingKeys, findingKeys, legacyFindingKeys, type FindingKey } from './finding-key.js';
export type { JsonValue } from './json-value.js';
export type { Annotation, ExplainabilityMedia, MacroscopicMedia, Medium, RawObservation } from './medium.js';
export type { Band, Facet, Score } from './score.js';

/** A condition. */
export const pathologySchema = z.object({
  /** Label, translated. */
  name: given(text),
  /** The vendor's stable key, readable and with spaces (`Cutaneous melanoma`); an open set. */
  code: given(identifier),
  /** ICD-11 MMS code, or several separated by commas (`EA90.42, EA90.5Y`); null when there is none. */
  icd11: text,
});

/** Where on the body. */
export const bodySiteSchema = z.object({
  /** Camel case (`headFront`); an open set. */
  code: given(identifier),
  /** Translated. */
  name: given(text),
});

/** One ranked hypothesis. The list may be cut and need not add up to 100. */
export const conclusionSchema = z.object({
  /** Percent, 0 to 100. */
  probability: given(percent),
  pathology: given(pathologySchema.nullable()),
});

/** How well the classifier does for such a case: statistics of the algorithm, not of the patient. */
export const metricsSchema = z.object({
  /** Percent, 0 to 100. */
  sensitivity: askedPercent,
  /** Percent, 0 to 100. */
  specificity: askedPercent,
  /** Uncertainty over the hypotheses, percent, 0 to 100; low is certain. Other vendor papers use 0 to 1: never rescaled. */
  entropy: askedPercentOrFraction,
});

/** Likelihoods in percent, 0 to 100; none is a yes or no. */
export const preliminaryFindingsSchema = z.object({
  /** Of a relevant skin condition. */
  hasCondition: askedPercent,
  malignancy: askedPercent,
  /** Of malignancy after clinical adjustment; null when that model did not run. */
  adjustedMalignancy: askedPercent,
  pigmentedLesion: askedPercent,
  /** Of a benefit from being seen within 48 hours. */
  urgentReferral: askedPercent,
  /** Of a benefit from being seen within 15 days. */
  highPriorityReferral: askedPercent,
  /** Only in the v2 report, like all that follow. */
  isPreMalignantSuspicion: askedPercent,
  adjustedIsPreMalignantSuspicion: askedPercent,
  needsBiopsySuspicion: askedPercent,
  needsSpecialistsAttention: askedPercent,
});

/** What the AI says. */
export const resultSchema = z.object({
  /** Stable per report; a UUID in every published example. */
  id: given(identifier),
  metrics: given(metricsSchema),
  /** Time the AI took, in seconds, fractions included. */
  iaSeconds: seconds.exactOptional(),
  preliminaryFindings: given(preliminaryFindingsSchema),
  /** Every medium that was analysed. */
  observations: given(z.array(observationSchema)),
  /** Ranked; kept in the order they came in. */
  conclusions: given(z.array(conclusionSchema)),
  scoringSystems: given(z.array(scoreSchema)),
});

/**
 * The raw report in its current (v3) shape, normalised: older shapes renamed, blank labels null, numbers as numbers.
 * Null means that the vendor said null or left out a field that may be null; in the fixed records `metrics`,
 * `preliminaryFindings`, `iaSeconds` and `reduction` an absent key stays absent.
 */
export const reportSchema = z.object({
  /** The vendor's id, opaque: a UUID or an encrypted handle, which is then a secret. */
  id: reportId,
  /** Link to the viewer; carries the company key: a secret. */
  url: link,
  /** Link to the printable report; carries two keys: a secret. */
  pdf: link,
  /** The integrator's id of the encounter. */
  visitIdentifier: identifier,
  /** The integrator's id of the patient; only in the v2 report. */
  patientIdentifier: identifier,
  /** What the integrator sent along, opaque; may name the patient. */
  extraData: z.custom<JsonValue>((value) => value !== undefined),
  /** Null until the first conclusion passes the tenant's threshold: not the same as "nothing found". */
  pathology: pathologySchema.nullable(),
  bodySite: given(bodySiteSchema.nullable()),
  /** ISO 8601 with offset as documented; kept as sent, not parsed. */
  createdAt: given(text),
  /** Words of the patient or user. */
  anamnesisGeneral: given(z.array(z.object({ question: text, answer: text }))),
  macroscopicMedia: macroscopicMediaSchema.nullable(),
  result: given(resultSchema),
});

export type Pathology = z.infer<typeof pathologySchema>;
export type BodySite = z.infer<typeof bodySiteSchema>;
export type Conclusion = z.infer<typeof conclusionSchema>;
export type Result = z.infer<typeof resultSchema>;
export type Report = z.infer<typeof reportSchema>;
