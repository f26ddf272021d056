import type { Bundle, FhirResource } from 'fhir/r4.js';
import type { JsonObject } from '../raw/json-value.js';
import type { Band, ExplainabilityMedia, Report, Score } from '../raw/report.js';
import { restoreReport, type RestoreContext } from './restore-report.js';

/**
 * Rebuilds the vendor's raw report, in its current (v3) shape and without envelope, from the FHIR resources alone: equal to
 * what was translated but for what may not leave (see `restoreReport`).
 *
 * @param bundle as `createTranslator` makes it, of any kind.
 * @throws NotRestorable when it is something else.
 */
export function toRaw(bundle: Bundle<FhirResource>, context?: RestoreContext): JsonObject {
  const { patientIdentifier, macroscopicMedia, result, ...report } = restoreReport(bundle, context);
  const { observations, scoringSystems, ...others } = result;
  return {
    ...report,
    // Only the oldest reports have one.
    ...(patientIdentifier === null ? {} : { patientIdentifier }),
    macroscopicMedia,
    result: {
      ...others,
      observations: observations.map(written),
      scoringSystems: scoringSystems.map(writtenScore),
    },
  };
}

/** Only the oldest reports have an overlay for a photograph. */
function written({ media, explainabilityMedia }: Report['result']['observations'][number]): JsonObject {
  return explainabilityMedia === null
    ? { media }
    : { media, explainabilityMedia: writtenOverlay(explainabilityMedia) };
}

function writtenScore({ score, facets, explainabilityMedia, ...others }: Score): JsonObject {
  const { value, severity } = score;
  return {
    ...others,
    score: { value, severity: { ...severity, interpretations: severity.interpretations.map(writtenBand) } },
    facets: facets.map(({ facet, value: of }) => ({
      // The vendor writes no description as an empty text.
      facet: { ...facet, description: facet.description ?? '' },
      value: of,
    })),
    explainabilityMedia: explainabilityMedia === null ? null : writtenOverlay(explainabilityMedia),
  };
}

/** The vendor writes the codes of grades as integers. */
function writtenBand({ coding, ...others }: Band): JsonObject {
  return {
    ...others,
    coding: coding.map(({ code, display }) => ({
      code: code !== null && /^\d$/.test(code) ? Number(code) : code,
      display,
    })),
  };
}

function writtenOverlay({ url, annotations }: ExplainabilityMedia): JsonObject {
  return annotations.length === 0 ? { url } : { url, annotations };
}
