/** The six findings of the current report, in the order in which they are shown. */
export const currentFindingKeys = [
  'hasCondition',
  'malignancy',
  'adjustedMalignancy',
  'pigmentedLesion',
  'urgentReferral',
  'highPriorityReferral',
] as const;

/** Findings of the v2 report that the current one has no equivalent of; they keep their own names. */
export const legacyFindingKeys = [
  'isPreMalignantSuspicion',
  'adjustedIsPreMalignantSuspicion',
  'needsBiopsySuspicion',
  'needsSpecialistsAttention',
] as const;

/** All findings, current ones first. */
export const findingKeys = [...currentFindingKeys, ...legacyFindingKeys] as const;

export type FindingKey = (typeof findingKeys)[number];
