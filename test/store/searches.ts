import fc from 'fast-check';
import type { Coding, Observation } from 'fhir/r4.js';
import { searchableTypes, searchParametersOf } from '../../src/search/parameters.js';

/** Observations with values from a small stock, so that searches find some of them. */
export type Found = Observation & { readonly id: string };

/** One parameter of a search, and what it says of a resource when one reads R4 instead of an index. */
export interface Criterion {
  readonly name: string;
  readonly value: string;
  readonly holds: (resource: Found) => boolean;
}

/** A date as it may be written, and the first and the last ms that it stands for. */
type Dated = readonly [text: string, low: number, high: number];

const DAY = 86_400_000;
const at = (text: string) => Date.parse(text);

const dates: readonly Dated[] = [
  ['2025', at('2025-01-01'), at('2026-01-01') - 1],
  ['2026', at('2026-01-01'), at('2027-01-01') - 1],
  ['2026-02', at('2026-02-01'), at('2026-03-01') - 1],
  ['2026-02-13', at('2026-02-13'), at('2026-02-13') + DAY - 1],
  ['2026-02-14', at('2026-02-14'), at('2026-02-14') + DAY - 1],
  ['2026-02-13T10:00:00Z', at('2026-02-13T10:00:00Z'), at('2026-02-13T10:00:00.999Z')],
  ['2026-02-14T00:30:00+02:00', at('2026-02-13T22:30:00Z'), at('2026-02-13T22:30:00.999Z')],
];

/** Numbers as they may be written, with the span that their precision stands for; the upper end is not in it. */
const numbers: readonly (readonly [text: string, value: number, low: number, end: number])[] = [
  ['0', 0, -0.5, 0.5],
  ['5', 5, 4.5, 5.5],
  ['5.0', 5, 4.95, 5.05],
  ['5.04', 5.04, 5.035, 5.045],
  ['-5', -5, -5.5, -4.5],
  ['5.5', 5.5, 5.45, 5.55],
];

const systems = ['urn:a', 'urn:b'] as const;
/** As they are, and as they stand in a search. */
const codes = [
  ['x', 'x'],
  ['X', 'X'],
  ['a|b', 'a\\|b'],
  ['c,d$', 'c\\,d\\$'],
  ['e\\', 'e\\\\'],
] as const;
const displays = [
  ['Äcne', 'acne'],
  ['acné vulgaris', 'acne vulgaris'],
  ['100%', '100%'],
  ['a_c', 'a_c'],
] as const;
const subjects = ['Patient/1', 'Patient/2', 'Group/1', 'https://ehr.test/fhir/Patient/1'] as const;

const coding: fc.Arbitrary<Coding> = fc.record(
  {
    system: fc.constantFrom(...systems),
    code: fc.constantFrom(...codes.map(([code]) => code)),
    display: fc.constantFrom(...displays.map(([display]) => display)),
  },
  { requiredKeys: [] },
);
const concept = fc.record({ coding: fc.array(coding, { maxLength: 2 }) });

/** Resources with different ids. */
export const population: fc.Arbitrary<readonly Found[]> = fc
  .array(
    fc.record(
      {
        status: fc.constantFrom('final' as const, 'preliminary' as const),
        code: concept,
        component: fc.array(fc.record({ code: concept }), { minLength: 1, maxLength: 2 }),
        effectiveDateTime: fc.constantFrom(...dates.map(([text]) => text)),
        valueQuantity: fc.record({
          value: fc.constantFrom(...numbers.map(([, value]) => value), 4.5, 5.5, 5.035),
        }),
        subject: fc.constantFrom(...subjects).map((reference) => ({ reference })),
      },
      { requiredKeys: ['status', 'code'] },
    ),
    { minLength: 1, maxLength: 14 },
  )
  .map((all) =>
    all.map((one, index) => ({ resourceType: 'Observation' as const, id: `o${(index * 7) % 100}`, ...one })),
  );

const tokenTest = fc
  .record({
    system: fc.constantFrom('any', 'none', ...systems),
    code: fc.option(fc.constantFrom(...codes), { nil: null }),
  })
  .filter(({ system, code }) => code !== null || system.startsWith('urn:'))
  .map(({ system, code }) => ({
    text: (system === 'any' ? '' : `${system === 'none' ? '' : system}|`) + (code?.[1] ?? ''),
    passes: (one: Coding) =>
      (system === 'any' || (system === 'none' ? one.system === undefined : one.system === system)) &&
      (code === null || one.code === code[0]),
  }));

const codings = (resource: Found) => resource.code.coding ?? [];
const inComponents = (resource: Found) => (resource.component ?? []).flatMap(({ code }) => code.coding ?? []);

/** Which codings each of the token parameters looks at. */
const tokenParameters = {
  code: codings,
  'component-code': inComponents,
  'combo-code': (resource: Found) => [...codings(resource), ...inComponents(resource)],
} as const;

const token: fc.Arbitrary<Criterion> = fc
  .record({
    name: fc.constantFrom('code', 'component-code', 'combo-code'),
    isDenied: fc.boolean(),
    alternatives: fc.array(tokenTest, { minLength: 1, maxLength: 3 }),
  })
  .map(({ name, isDenied, alternatives }) => ({
    name: isDenied ? `${name}:not` : name,
    value: alternatives.map(({ text }) => text).join(','),
    holds: (resource) =>
      tokenParameters[name](resource).some((one) => alternatives.some(({ passes }) => passes(one))) !==
      isDenied,
  }));

/** R4 §3.1.1.4.10: the system of a code is that of the code's binding. */
const STATUS_SYSTEM = 'http://hl7.org/fhir/observation-status';

const status: fc.Arbitrary<Criterion> = fc
  .record({
    name: fc.constantFrom('status', 'status:not'),
    system: fc.constantFrom(null, '', STATUS_SYSTEM, 'urn:a'),
    code: fc.constantFrom('final', 'preliminary', 'amended', ''),
  })
  .filter(({ system, code }) => code !== '' || (system !== null && system !== ''))
  .map(({ name, system, code }) => ({
    name,
    value: system === null ? code : `${system}|${code}`,
    holds: (resource) =>
      ((code === '' || resource.status === code) && system !== 'urn:a') === (name === 'status'),
  }));

const words: fc.Arbitrary<Criterion> = fc
  .tuple(fc.constantFrom(...displays), fc.nat({ max: 6 }), fc.boolean())
  .map(([[, folded], length, isLoud]) => {
    const start = folded.slice(0, length + 1).trim();
    const foldedOf = new Map<string, string>(displays);
    return {
      name: 'code:text',
      value: isLoud ? start.toUpperCase() : start,
      holds: (resource) =>
        codings(resource).some(({ display = '' }) => (foldedOf.get(display) ?? '').startsWith(start)),
    };
  });

type Compare = (low: number, high: number, from: number, to: number) => boolean;

/** R4 §3.1.1.4.6, of a value from `low` to `high` and a search for `from` to `to`. */
const compare: Readonly<Record<string, Compare>> = {
  eq: (low, high, from, to) => from <= low && high <= to,
  ne: (low, high, from, to) => !(from <= low && high <= to),
  gt: (_low, high, _from, to) => high > to,
  lt: (low, _high, from) => low < from,
  ge: (low, high, from, to) => high > to || (from <= low && high <= to),
  le: (low, high, from, to) => low < from || (from <= low && high <= to),
  sa: (low, _high, _from, to) => low > to,
  eb: (_low, high, from) => high < from,
};

const date: fc.Arbitrary<Criterion> = fc
  .tuple(fc.constantFrom('', ...Object.keys(compare)), fc.constantFrom(...dates))
  .map(([prefix, [text, from, to]]) => ({
    name: 'date',
    value: prefix + text,
    holds: ({ effectiveDateTime }) => {
      const own = dates.find(([one]) => one === effectiveDateTime);
      return own !== undefined && compare[prefix === '' ? 'eq' : prefix]!(own[1], own[2], from, to);
    },
  }));

const quantity: fc.Arbitrary<Criterion> = fc
  .tuple(fc.constantFrom('', ...Object.keys(compare)), fc.constantFrom(...numbers))
  .map(([prefix, [text, exact, low, end]]) => ({
    name: 'value-quantity',
    value: prefix + text,
    holds: ({ valueQuantity: { value } = {} }) => {
      if (value === undefined) return false;
      const isWithin = low <= value && value < end;
      if (prefix === '' || prefix === 'eq') return isWithin;
      return prefix === 'ne' ? !isWithin : compare[prefix]!(value, value, exact, exact);
    },
  }));

const subjectSearches: readonly (readonly [name: string, value: string, finds: readonly string[]])[] = [
  ['subject', 'Patient/1', ['Patient/1']],
  ['subject', '1', ['Patient/1', 'Group/1']],
  ['subject:Group', '1', ['Group/1']],
  ['patient', 'Patient/2,1', ['Patient/1', 'Patient/2']],
  ['patient', 'https://ehr.test/fhir/Patient/1', ['https://ehr.test/fhir/Patient/1']],
  ['subject', 'https://gateway.test/fhir/Patient/1', ['Patient/1']],
];

const subject: fc.Arbitrary<Criterion> = fc.constantFrom(...subjectSearches).map(([name, value, finds]) => ({
  name,
  value,
  holds: ({ subject: one }) => finds.includes(one?.reference ?? ''),
}));

const elements = {
  date: 'effectiveDateTime',
  'value-quantity': 'valueQuantity',
  subject: 'subject',
  'component-code': 'component',
} as const;

const missing: fc.Arbitrary<Criterion> = fc
  .tuple(fc.constantFrom('date', 'value-quantity', 'subject'), fc.boolean())
  .map(([name, isMissing]) => ({
    name: `${name}:missing`,
    value: String(isMissing),
    holds: (resource) => (resource[elements[name]] === undefined) === isMissing,
  }));

/** Parameters of a search: all must hold. */
export const criteria: fc.Arbitrary<readonly Criterion[]> = fc.array(
  fc.oneof(token, status, words, date, quantity, subject, missing),
  { maxLength: 3 },
);

/** What resources may be sorted by, and how one reads it off a resource; what is absent comes first. */
export const sortKeys: Readonly<Record<string, (resource: Found, updated: number) => string | number>> = {
  _id: ({ id }) => id,
  _lastUpdated: (_resource, updated) => updated,
  status: ({ status }) => status,
  'value-quantity': ({ valueQuantity }) => valueQuantity?.value ?? -Infinity,
  date: ({ effectiveDateTime }) => dates.find(([text]) => text === effectiveDateTime)?.[1] ?? -Infinity,
};

const pieces = [
  '1',
  'a',
  'urn:a',
  '|',
  '$',
  ',',
  '\\',
  'gt',
  'eq',
  '2026-02-13',
  'T10:00Z',
  '5.4',
  '1e99',
  '-',
  'Patient/',
  '%',
  '_',
  "'",
  'é',
  '\uFDFA',
  '\uD800',
  'true',
  'Observation:device',
  '*',
  '_id',
  'date',
];

const controls = [
  '_sort',
  '_count',
  '_total',
  '_summary',
  '_elements',
  '_include',
  '_revinclude',
  '_cursor',
  'unknown',
];

const modifiers = [
  ':missing',
  ':not',
  ':text',
  ':identifier',
  ':exact',
  ':contains',
  ':Patient',
  ':in',
  '.name',
];

/** Searches that are mostly wrong: real names, and values made of what means something. */
export const nonsense: fc.Arbitrary<[type: string, parameters: [string, string][]]> = fc
  .constantFrom(...searchableTypes)
  .chain((type) => {
    const names = [...searchParametersOf(type).map(({ name }) => name), ...controls];
    const name = fc
      .tuple(fc.constantFrom(...names), fc.option(fc.constantFrom(...modifiers), { freq: 3, nil: '' }))
      .map((parts) => parts.join(''));
    const value = fc.oneof(
      fc.array(fc.constantFrom(...pieces), { maxLength: 4 }).map((some) => some.join('')),
      fc.string({ unit: 'binary', maxLength: 8 }),
      fc.jsonValue().map((json) => Buffer.from(JSON.stringify(['after', json, 'id'])).toString('base64url')),
    );
    return fc.tuple(fc.constant(type), fc.array(fc.tuple(name, value), { maxLength: 3 }));
  });
