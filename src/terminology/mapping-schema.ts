import { z } from 'zod';

/*
 * What the gateway relies on in the resources of `mappings/`, and no more: everything else in them is published as it
 * stands. That they are valid R4 throughout is for the tests, which have whole validators at hand.
 */

/** FHIR `code`: no blanks at the ends, single blanks inside (https://hl7.org/fhir/R4/datatypes.html#code). */
const code = z.string().regex(/^[^\s]+(\s[^\s]+)*$/, 'must be a FHIR code');
const text = z.string().regex(/\S/, 'must not be blank');
const uri = z.string().regex(/^[a-z][a-z0-9+.-]*:\S+$/, 'must be an absolute URI');

const named = {
  id: z.string().regex(/^[A-Za-z0-9\-.]{1,64}$/, 'must be a FHIR id'),
  name: z.string().regex(/^[A-Z][A-Za-z0-9_]{0,254}$/, 'must be usable as a name in code'),
  status: z.enum(['draft', 'active', 'retired', 'unknown']),
  /** A whole day: when the gateway says that the resource last changed. */
  date: z.iso.date('must be a date'),
  language: z.literal('en'),
};

/** A resource that others refer to by its canonical URL and version. */
const canonical = { ...named, url: uri, version: text, title: text, experimental: z.boolean() };

export const codeSystemSchema = z.looseObject({
  resourceType: z.literal('CodeSystem'),
  ...canonical,
  caseSensitive: z.literal(true),
  content: z.enum(['complete', 'fragment']),
  concept: z
    .array(z.looseObject({ code, display: text.optional(), definition: text }))
    .min(1)
    .refine(hasUniqueCodes, 'must not list a code twice'),
});

const conceptInSet = z.looseObject({ code, display: text.optional() });

/**
 * Nothing but whole code systems and lists of codes: a definition that the operations would not understand must stop the start,
 * not give half an expansion.
 */
export const valueSetSchema = z.looseObject({
  resourceType: z.literal('ValueSet'),
  ...canonical,
  copyright: text,
  compose: z.strictObject({
    include: z
      .array(
        z.strictObject({
          system: uri,
          concept: z
            .array(conceptInSet)
            .min(1)
            .refine(hasUniqueCodes, 'must not list a code twice')
            .optional(),
        }),
      )
      .min(1),
  }),
});

const EQUIVALENCES = [
  'relatedto',
  'equivalent',
  'equal',
  'wider',
  'subsumes',
  'narrower',
  'specializes',
  'inexact',
  'unmatched',
  'disjoint',
] as const;

const mapTargetSchema = z
  .looseObject({
    code: code.optional(),
    display: text.optional(),
    equivalence: z.enum(EQUIVALENCES),
    comment: text.optional(),
  })
  .refine(
    ({ equivalence, comment }) => !['narrower', 'inexact'].includes(equivalence) || comment !== undefined,
    'cmd-1: a narrower or inexact target needs a comment',
  )
  .refine(
    (target) => (target.equivalence === 'unmatched') === (target.code === undefined),
    'must have a code, or be unmatched',
  );

export const conceptMapSchema = z.looseObject({
  resourceType: z.literal('ConceptMap'),
  ...canonical,
  sourceCanonical: uri,
  targetCanonical: uri,
  group: z
    .array(
      z.looseObject({
        source: uri,
        target: uri,
        element: z
          .array(z.looseObject({ code, target: z.tuple([mapTargetSchema]) }))
          .min(1)
          .refine(hasUniqueCodes, 'must not map a code twice'),
      }),
    )
    .length(1),
});

/** Any resource of `mappings/`. */
export const mappingSchema = z.discriminatedUnion('resourceType', [
  codeSystemSchema,
  conceptMapSchema,
  valueSetSchema,
  z.looseObject({ resourceType: z.literal('StructureDefinition'), ...canonical }),
  z.looseObject({ resourceType: z.literal('OperationDefinition'), ...canonical }),
  z.looseObject({ resourceType: z.literal('NamingSystem'), ...named }),
  // R4 gives it no title.
  z.looseObject({ resourceType: z.literal('SearchParameter'), ...named, url: uri, version: text }),
]);

export type CodeSystemMapping = z.infer<typeof codeSystemSchema>;
export type ValueSetMapping = z.infer<typeof valueSetSchema>;
export type ConceptMapMapping = z.infer<typeof conceptMapSchema>;
export type Mapping = z.infer<typeof mappingSchema>;
export type Equivalence = (typeof EQUIVALENCES)[number];

function hasUniqueCodes(items: readonly { code: string }[]): boolean {
  return new Set(items.map((item) => item.code)).size === items.length;
}
