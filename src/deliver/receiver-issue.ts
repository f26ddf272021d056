import { z } from 'zod';
import { oneLine } from './one-line.js';
import { nameOf, type SentEntry } from './sent-entry.js';

/** One thing that a receiver has to say, and about which entry. */
export interface ReceiverIssue {
  readonly severity: string;
  /** FHIR issue type. */
  readonly code: string;
  /** In the receiver's words, on one line, without control characters. */
  readonly text: string;
  /** FHIRPath or XPath, as the receiver wrote it. */
  readonly expression?: string;
  /** Index of the entry that it is about, when that can be told. */
  readonly entry?: number;
  /** That entry's resource, e.g. `Observation/123`. */
  readonly resource?: string;
}

const textSchema = z.string().optional().catch(undefined);

/** Receivers differ in what they leave out, and an error must not get lost because its own shape is odd. */
const outcomeSchema = z.object({
  resourceType: z.literal('OperationOutcome'),
  issue: z.array(
    z.object({
      severity: z.string().catch('error'),
      code: z.string().catch('unknown'),
      details: z.object({ text: textSchema }).optional().catch(undefined),
      diagnostics: textSchema,
      expression: z.array(z.string()).optional().catch(undefined),
      location: z.array(z.string()).optional().catch(undefined),
    }),
  ),
});

/** Enough to understand, and a bound on how much a receiver can fill a screen or a log with. */
const MAX_ISSUES = 100;

/**
 * Reads an OperationOutcome with tolerance.
 *
 * @param json anything; what is no OperationOutcome has no issues.
 * @param sent the entries of the transaction that it answers.
 * @param entry set when the outcome came with the answer to one entry.
 */
export function readReceiverIssues(
  json: unknown,
  sent: readonly SentEntry[],
  entry?: number,
): ReceiverIssue[] {
  const parsed = outcomeSchema.safeParse(json);
  if (!parsed.success) return [];
  return parsed.data.issue.slice(0, MAX_ISSUES).map(({ severity, code, details, diagnostics, ...at }) => {
    const texts = [...new Set([details?.text, diagnostics].filter((text) => text !== undefined))];
    const expression = at.expression?.[0] ?? at.location?.[0];
    const about = sent[entry ?? findEntry(`${expression ?? ''} ${texts.join(' ')}`, sent) ?? -1];
    return {
      severity: oneLine(severity),
      code: oneLine(code),
      text: oneLine(texts.join(': ')),
      ...(expression === undefined ? {} : { expression: oneLine(expression) }),
      ...(about === undefined ? {} : { entry: about.index, resource: nameOf(about) }),
    };
  });
}

/**
 * Finds the entry that a receiver's words are about: `Bundle.entry[3]` (FHIRPath counts from 0), `f:entry[4]` (XPath from 1),
 * the id of a resource, or a type that only one entry has.
 */
function findEntry(words: string, sent: readonly SentEntry[]): number | undefined {
  const byXPath = /\bf:entry\[(\d+)\]/.exec(words)?.[1];
  const byPath = /\bentry\[(\d+)\]/.exec(words)?.[1];
  const index = byXPath === undefined ? Number(byPath) : Number(byXPath) - 1;
  if (Number.isInteger(index)) return index >= 0 && index < sent.length ? index : undefined;
  const byId = sent.filter(({ id }) => id !== undefined && words.includes(id));
  if (byId.length === 1) return byId[0]?.index;
  const [type] = words.trim().split(/[^A-Za-z]/, 1);
  const byType = sent.filter((entry) => entry.type === type);
  return byType.length === 1 ? byType[0]?.index : undefined;
}
