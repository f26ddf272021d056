/** The codes of `CodeSystem-dermatology-ai.json`. The start checks that file and list hold the same codes. */
export const dermatologyAiCodes = [
  'dermatology-ai-report',
  'condition-probability',
  'candidate-condition',
  'has-condition',
  'malignancy',
  'adjusted-malignancy',
  'pre-malignancy',
  'adjusted-pre-malignancy',
  'pigmented-lesion',
  'urgent-referral',
  'high-priority-referral',
  'needs-biopsy',
  'needs-specialist',
  'image-quality',
  'metrics',
  'sensitivity',
  'specificity',
  'entropy',
  'processing-time',
  'score-reduction',
] as const;

/** Kinds of observation, of component and of report that no international code system has. */
export type DermatologyAiCode = (typeof dermatologyAiCodes)[number];
