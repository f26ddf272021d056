/** Why a report cannot go to a destination as things are. Stable names: dead letters key on them. */
export const notPlannableReasons = {
  'no-report': 'There is no DiagnosticReport among the resources.',
  anonymous:
    'The report does not say whose it is, and the destination takes no such reports (allowAnonymous permits them).',
  'subject-without-identifier':
    'The subject of the report has no identifier with a system, and the subject policy of the destination needs one.',
  'subject-changed':
    'The report is of another patient now than when it was sent there. Somebody has to see whether what is there shall become that one’s; a retry of this delivery sends it.',
  'not-permitted': 'The destination does not get the reports of this tenant, or not any more.',
} as const;

export type NotPlannableReason = keyof typeof notPlannableReasons;

/** A report cannot go to a destination as both are. Trying again unchanged will not help. */
export class NotPlannable extends Error {
  override readonly name = 'NotPlannable';

  constructor(readonly reason: NotPlannableReason) {
    super(notPlannableReasons[reason]);
  }
}
