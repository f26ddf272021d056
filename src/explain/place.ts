import { z } from 'zod';
import { isJsonObject } from '../raw/json-value.js';
import type { Path } from '../raw/moves.js';
import { reportSchema, type Report } from '../raw/report.js';
import { sampleOf } from './sample.js';

/** A value in the normalised report that can be another one. */
export interface Place {
  readonly path: Path;
  /** A scalar, null, or an empty list or object. */
  readonly value: unknown;
  /** Whether null is an answer here. */
  readonly mayBeNull: boolean;
  /** Whether it may be left out, which is not the same as null. */
  readonly mayBeAbsent: boolean;
  /** What could stand here where there is nothing. */
  readonly sample: unknown;
}

/** All of them, in the order of the schema. */
export function placesOf(report: Report): Place[] {
  const places: Place[] = [];
  visit(reportSchema, report, [], { mayBeNull: false, mayBeAbsent: false }, places);
  return places;
}

/** Whether a value of a report says nothing: null, or a list or object without anything in it. */
export function isEmpty(value: unknown): boolean {
  return typeof value === 'object';
}

type Options = Pick<Place, 'mayBeNull' | 'mayBeAbsent'>;

function visit(schema: z.core.$ZodType, value: unknown, path: Path, options: Options, places: Place[]): void {
  if (schema instanceof z.ZodExactOptional) {
    if (value !== undefined) visit(schema.unwrap(), value, path, { ...options, mayBeAbsent: true }, places);
  } else if (schema instanceof z.ZodNullable) {
    if (value === null) places.push({ path, value, ...options, mayBeNull: true, sample: sampleOf(schema) });
    else visit(schema.unwrap(), value, path, { ...options, mayBeNull: true }, places);
  } else if (schema instanceof z.ZodObject && isJsonObject(value)) {
    for (const [key, member] of Object.entries<z.core.$ZodType>(schema.shape))
      visit(member, value[key], [...path, key], { mayBeNull: false, mayBeAbsent: false }, places);
  } else if (schema instanceof z.ZodArray && Array.isArray(value) && value.length > 0) {
    for (const [index, item] of value.entries())
      visit(schema.element, item, [...path, index], { mayBeNull: false, mayBeAbsent: false }, places);
  } else if (schema instanceof z.ZodCustom) visitJson(value, path, places);
  else places.push({ path, value, ...options, sample: sampleOf(schema) });
}

/** What has no schema is the integrator's: any JSON. */
function visitJson(value: unknown, path: Path, places: Place[]): void {
  const members: [string | number, unknown][] = Array.isArray(value)
    ? [...value.entries()]
    : isJsonObject(value)
      ? Object.entries(value)
      : [];
  for (const [step, member] of members) visitJson(member, [...path, step], places);
  if (members.length === 0) places.push({ path, value, mayBeNull: true, mayBeAbsent: false, sample: 'x' });
}
