import { z } from 'zod';
import { fieldRules, type FieldRule } from './field.js';
import { isJsonObject, type JsonObject } from './json-value.js';
import { Moves } from './moves.js';
import { Notes } from './notes.js';
import { readNumber } from './read-number.js';
import { readText } from './read-text.js';
import { noteUnknownKeys } from './unknown-keys.js';

/** Brings a value into the form that a schema asks for where that needs no guess, and leaves it alone where it would. */
export type TolerantReader = (value: unknown, notes: Notes) => unknown;

/**
 * Makes the tolerant reader that stands before a schema: what is missing becomes null, an empty list or an empty object;
 * numbers in text become numbers, and numbers, true and false in place of a text become texts; unknown keys are left out;
 * all of it with an issue where the vendor documents otherwise. Any other value of a wrong type passes through, so that
 * the schema refuses it.
 *
 * @param schema the strict schema.
 * @throws TypeError when the schema uses a type that no rule of tolerance is known for.
 */
export function tolerantReader(schema: z.core.$ZodType, rule: FieldRule = ruleOf(schema)): TolerantReader {
  if (schema instanceof z.ZodNullable) return tolerantNullable(schema.unwrap(), rule);
  if (schema instanceof z.ZodExactOptional) return tolerantReader(schema.unwrap());
  if (schema instanceof z.ZodObject) return tolerantObject(schema, rule);
  if (schema instanceof z.ZodArray) return tolerantArray(schema, rule);
  if (schema instanceof z.ZodNumber) return (value, notes) => readNumber(value, rule, notes);
  if (schema instanceof z.ZodString) return (value, notes) => readText(value, rule, notes);
  if (schema instanceof z.ZodUnion)
    return (value, notes) => (typeof value === 'string' ? readText(value, rule, notes) : value);
  if (schema instanceof z.ZodCustom) return (value) => value ?? null;
  throw new TypeError(`No rule of tolerance for the type ${schema._zod.def.type}.`);
}

function tolerantNullable(inner: z.core.$ZodType, rule: FieldRule): TolerantReader {
  const read = tolerantReader(inner, rule);
  return (value, notes) => {
    if (value !== undefined && value !== null) return read(value, notes);
    noteMissing(rule, notes);
    return null;
  };
}

function tolerantArray(schema: z.ZodArray, rule: FieldRule): TolerantReader {
  const read = tolerantReader(schema.element, { ...ruleOf(schema.element), given: true });
  return (value, notes) => {
    if (value === undefined || value === null) {
      noteMissing(rule, notes);
      return [];
    }
    if (!Array.isArray(value)) return value;
    return value.map((item: unknown, index) => {
      notes.enter(index);
      const result = read(item, notes);
      notes.leave();
      return result;
    });
  };
}

function tolerantObject(schema: z.ZodObject, rule: FieldRule): TolerantReader {
  const isKnown = new Set(Object.keys(schema.shape));
  const read = tolerantMembers(schema);
  // What is missing is noted once, not again for each of its members.
  const empty = read({}, new Notes(new Moves([])));
  return (value, notes) => {
    if (value === undefined || value === null) {
      noteMissing(rule, notes);
      return empty;
    }
    if (!isJsonObject(value)) return value;
    noteUnknownKeys(value, isKnown, notes);
    return read(value, notes);
  };
}

function tolerantMembers(schema: z.ZodObject): (value: JsonObject, notes: Notes) => JsonObject {
  const members = Object.entries<z.core.$ZodType>(schema.shape).map(([key, member]) => ({
    key,
    read: tolerantReader(member),
    mayBeAbsent: member instanceof z.ZodExactOptional,
  }));
  return (value, notes) => {
    const result: Record<string, unknown> = {};
    for (const { key, read, mayBeAbsent } of members) {
      const member = value[key];
      if (member === undefined && mayBeAbsent) continue;
      notes.enter(key);
      result[key] = read(member, notes);
      notes.leave();
    }
    return result;
  };
}

function ruleOf(schema: z.core.$ZodType): FieldRule {
  return fieldRules.get(schema) ?? {};
}

function noteMissing(rule: FieldRule, notes: Notes): void {
  if (rule.given === true) notes.add('warning', 'missing-field', 'The documented field is missing or null.');
}
