import { z } from 'zod';
import { isObject } from '../fhir/check/json-object.js';
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
const issueSchema = z.object({
  severity: z.string().catch('error'),
  code: z.string().catch('unknown'),
  details: z.object({ text: textSchema }).optional().catch(undefined),
  diagnostics: textSchema,
  // Only the first one is told, however many there are.
  expression: z.unknown().optional(),
  location: z.unknown().optional(),
});

/** Enough to understand, and a bound on how much a receiver can fill a screen, a log or the store with. */
export const MAX_ISSUES = 100;

/** So much of its words is searched for what they are about. */
const MAX_SEARCHED = 4_000;

/**
 * Reads an OperationOutcome with tolerance.
 *
 * @param json anything; what is no OperationOutcome has no issues.
 * @param sent the entries of the transaction that it answers.
 * @param entry set when the outcome came with the answer to one entry.
 * @returns {@link MAX_ISSUES} at most; more are not looked at.
 */
export function readReceiverIssues(
  json: unknown,
  sent: readonly SentEntry[],
  entry?: number,
): ReceiverIssue[] {
  if (!isObject(json) || json['resourceType'] !== 'OperationOutcome' || !Array.isArray(json['issue']))
    return [];
  const some: readonly unknown[] = json['issue'].slice(0, MAX_ISSUES);
  const issues = some.flatMap((issue) => issueSchema.safeParse(issue).data ?? []);
  return issues.map(({ severity, code, details, diagnostics, ...at }) => {
    const texts = [...new Set([details?.text, diagnostics].filter((text) => text !== undefined))];
    const expression = firstText(at.expression) ?? firstText(at.location);
    const words = [expression ?? '', ...texts].map((text) => text.slice(0, MAX_SEARCHED)).join(' ');
    const about = sent[entry ?? findEntry(words, sent) ?? -1];
    return {
      severity: oneLine(severity),
      code: oneLine(code),
      text: oneLine(texts.join(': ')),
      ...(expression === undefined ? {} : { expression: oneLine(expression) }),
      ...(about === undefined ? {} : { entry: about.index, resource: nameOf(about) }),
    };
  });
}

function firstText(list: unknown): string | undefined {
  const first: unknown = Array.isArray(list) ? list[0] : undefined;
  return typeof first === 'string' ? first : undefined;
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
