/** One message of HL7's validator, as the Java part prints it. */
export interface Hl7Finding {
  /** Input file, relative to the input folder. */
  file: string;
  severity: 'fatal' | 'error' | 'warning' | 'information';
  /** HL7's stable name of the rule; `null` where its JSON parser spoke. */
  messageId: string | null;
  path: string;
  text: string;
}

/** A warning that we live with, and why. Patterns are regular expressions; a missing pattern fits anything. */
export interface AcceptedWarning {
  /** `null` fits the messages that have no name. */
  messageId: string | null;
  pathPattern: string;
  textPattern?: string;
  /** Fits the input file's path. */
  filePattern?: string;
  reason: string;
}

/** What stands against the inputs, and what the list of accepted warnings says in vain. */
export interface Judgement {
  /** Errors and warnings that nobody accepted. */
  objections: Hl7Finding[];
  accepted: Hl7Finding[];
  /** Entries that fitted no warning: they may hide a later one. */
  unused: AcceptedWarning[];
}

/**
 * Sorts the validator's messages: an error always counts, a warning unless it is accepted, information never.
 * An accepted entry cannot excuse an error.
 */
export function judge(findings: readonly Hl7Finding[], accepted: readonly AcceptedWarning[]): Judgement {
  const rules = accepted.map((entry) => ({ entry, fits: matcher(entry), used: false }));
  const judgement: Judgement = { objections: [], accepted: [], unused: [] };
  for (const finding of findings) {
    if (finding.severity === 'information') continue;
    const rule = finding.severity === 'warning' ? rules.find(({ fits }) => fits(finding)) : undefined;
    if (rule === undefined) {
      judgement.objections.push(finding);
    } else {
      rule.used = true;
      judgement.accepted.push(finding);
    }
  }
  judgement.unused = rules.filter(({ used }) => !used).map(({ entry }) => entry);
  return judgement;
}

function matcher(accepted: AcceptedWarning): (finding: Hl7Finding) => boolean {
  const path = new RegExp(accepted.pathPattern);
  const text = new RegExp(accepted.textPattern ?? '');
  const file = new RegExp(accepted.filePattern ?? '');
  return (finding) =>
    finding.messageId === accepted.messageId &&
    path.test(finding.path) &&
    text.test(finding.text) &&
    file.test(finding.file);
}
