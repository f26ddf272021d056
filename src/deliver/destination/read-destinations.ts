import { parseDocument } from 'yaml';
import { z } from 'zod';
import type { DeliveryDestination } from './delivery-destination.js';
import { destinationSchema } from './destination-schema.js';
import type { SecretSources } from './secret.js';

/** A destinations file asks for something that cannot be. Each problem names a place and a rule, never a value. */
export class InvalidDestinations extends Error {
  override readonly name = 'InvalidDestinations';

  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
  }
}

/**
 * Reads the file of all destinations: YAML 1.2, of which JSON is a part.
 *
 * @param text `destinations: [ … ]`.
 * @param sources of what it refers to.
 * @returns in the file's order.
 * @throws InvalidDestinations naming what is wrong: every field first, then what fields say of each other.
 */
export function readDestinations(text: string, sources: SecretSources): readonly DeliveryDestination[] {
  const document = z.strictObject({ destinations: z.array(destinationSchema(sources)).refine(...DISTINCT) });
  const given = parseYaml(text);
  if (given === null) throw new InvalidDestinations(['the file must not be empty: destinations: [ … ]']);
  return readWith(document, given).destinations;
}

/**
 * Reads one destination, which need not stand in a file.
 *
 * @param given what the file would say of it.
 * @throws InvalidDestinations as above.
 */
export function readDestination(given: unknown, sources: SecretSources): DeliveryDestination {
  return readWith(destinationSchema(sources), given);
}

const DISTINCT: [(all: readonly DeliveryDestination[]) => boolean, string] = [
  (all) => new Set(all.map(({ name }) => name)).size === all.length,
  'must not hold two destinations of one name',
];

/** A repeated key is an error of its own, as neither JSON nor YAML says which one holds. */
function parseYaml(text: string): unknown {
  const document = parseDocument(text, { uniqueKeys: true, logLevel: 'silent' });
  const [error] = document.errors;
  if (error !== undefined) {
    const line = error.linePos?.[0].line ?? 1;
    throw new InvalidDestinations([`line ${line} must be YAML or JSON (${error.code})`]);
  }
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch {
    throw new InvalidDestinations(['the file must not repeat parts of itself so often']);
  }
}

function readWith<Output>(schema: z.ZodType<Output>, given: unknown): Output {
  const parsed = schema.safeParse(given, { error: ruleOf });
  if (parsed.success) return parsed.data;
  throw new InvalidDestinations(
    parsed.error.issues.map(({ path, message }) =>
      `${placeOf(path)}${nameAt(path, given)} ${message}`.trim(),
    ),
  );
}

/** `destinations[2].auth.token`. */
function placeOf(path: readonly PropertyKey[]): string {
  return path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .slice(1);
}

const namesSchema = z.object({ destinations: z.array(z.unknown()) });
const namedSchema = z.object({ name: z.string().regex(/^[a-z0-9-]{1,64}$/) });

/** ` of ward`, for nobody counts to the fifteenth of twenty; nothing where there is no such name. */
function nameAt([list, index]: readonly PropertyKey[], given: unknown): string {
  if (list !== 'destinations' || typeof index !== 'number') return '';
  const { name } = namedSchema.safeParse(namesSchema.safeParse(given).data?.destinations[index]).data ?? {};
  return name === undefined ? '' : ` of ${name}`;
}

/** Where the schema has no words of its own. */
function ruleOf(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? 'must be there'
        : `must be ${NAMES[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `must be one of ${issue.values.map(String).join(', ')}`;
    case 'invalid_key':
      return issue.issues[0]?.message;
    case 'unrecognized_keys':
      return `must not hold ${issue.keys.join(', ')}: there is no such field`;
    default:
      return undefined;
  }
}

const NAMES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};
