import type { GeneratedReport } from './report.js';

type Json = Record<string, unknown>;

/**
 * The same report as the vendor's older v3 wrote it: codes in capitals, flat scores with `scoreCategorySeverity`.
 *
 * @param report in the current shape; is not changed.
 */
export function olderV3(report: GeneratedReport): Json {
  const scores = records(report.result['scoringSystems']).map(({ score, ...others }) => {
    const { value = null, severity = null } = record(score);
    return { ...others, score: value, scoreCategorySeverity: record(severity)['value'] ?? null };
  });
  return {
    ...report,
    bodySite: capitals(report['bodySite']),
    result: { ...report.result, scoringSystems: scores },
  };
}

/** The same report as v2 wrote it: other names, no ICD-11, no macroscopic medium, an overlay for each photograph. */
export function v2(report: GeneratedReport): Json {
  const { macroscopicMedia, anamnesisGeneral, visitIdentifier, ...others } = report;
  const { observations, scoringSystems, preliminaryFindings, ...result } = report.result;
  const { malignancy = null, hasCondition = 0, ...findings } = record(preliminaryFindings);
  return {
    ...others,
    ...(visitIdentifier === undefined ? {} : { patientIdentifier: visitIdentifier }),
    bodySite: capitals(report['bodySite']),
    anamnesisQuestions: anamnesisGeneral,
    result: {
      ...result,
      preliminaryFindings: {
        isMalignantSuspicion: malignancy,
        hasConditionSuspicion: hasCondition,
        isPreMalignantSuspicion: findings['pigmentedLesion'] ?? null,
        needsBiopsySuspicion: findings['urgentReferral'] ?? 0,
      },
      observations: records(observations).map(({ media }) => ({
        originalMedia: media,
        explainabilityMedia: macroscopicMedia ?? null,
      })),
      questionnaires: scoringSystems,
    },
  };
}

function capitals(site: unknown): unknown {
  const { code, ...others } = record(site);
  if (typeof code !== 'string') return site;
  return { code: code.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase(), ...others };
}

function record(value: unknown): Json {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function records(value: unknown): Json[] {
  return Array.isArray(value) ? value.map(record) : [];
}
