import { z } from 'zod';

/** What the reader checks of a field beyond its type. A field that breaks it is kept, with an issue. */
export interface FieldRule {
  /** The vendor documents it as always there. */
  readonly given?: true;
  /** The documented range, ends included. */
  readonly min?: number;
  readonly max?: number;
  /** Other papers of the vendor give it from 0 to 1, so a value in that range may be on either scale. */
  readonly maybeFraction?: true;
  /** A code that the vendor also sends as an integer. */
  readonly maybeInteger?: true;
  /** It tells things apart: beside a text, only a whole number can. */
  readonly isIdentifier?: true;
  /** Nothing but a text is a link. */
  readonly isLink?: true;
}

/** The rules of all fields, by schema. */
export const fieldRules = z.registry<FieldRule>();

/** The same field, documented as always there. */
export function given<Schema extends z.ZodType>(schema: Schema): Schema {
  return ruled(schema, { given: true });
}

function ruled<Schema extends z.ZodType>(schema: Schema, rule: FieldRule): Schema {
  const copy = schema.clone();
  fieldRules.add(copy, { ...fieldRules.get(schema), ...rule });
  return copy;
}

/** Words or a name; null when blank. */
export const text = z.string().nullable();

/** What tells things apart: an id or a code. */
export const identifier = ruled(text, { isIdentifier: true });

/** The id without which nothing can be told apart. */
export const reportId = ruled(z.string().min(1).max(512), { isIdentifier: true });

/** A code: text, though the vendor also sends integers. */
export const codeOrInteger = ruled(identifier, { maybeInteger: true });

/** A link to bytes or to a page. */
export const link = ruled(text, { isLink: true });

/** A number; its unit is told where it is used. */
export const number = z.number().nullable();

/** Percent, 0 to 100. Values out of range are kept and flagged, never clamped. */
export const percent = ruled(number, { min: 0, max: 100 });

/** Percent in a fixed record, where null is "asked, no answer" and an absent key is "not asked". */
export const askedPercent = percent.exactOptional();

/** Percent in a fixed record, on a scale that the vendor's papers do not agree on. Never rescaled. */
export const askedPercentOrFraction = ruled(percent, { maybeFraction: true }).exactOptional();

/** A share, 0 to 1. */
export const share = ruled(number, { min: 0, max: 1 });

/** An intensity: 0 none, 1 low, 2 moderate, 3 high. */
export const intensity = ruled(number, { min: 0, max: 3 });

/** A span of time in seconds, fractions included. */
export const seconds = ruled(number, { min: 0 });
