import { z } from 'zod';
import { codeOrInteger, given, identifier, intensity, number, text } from './field.js';
import { explainabilitySchema } from './medium.js';

/**
 * One severity band of a score. Bands are data: they differ between tenants and versions, and they share their edges,
 * so whether an edge belongs to the lower or the upper band is not defined.
 */
export const bandSchema = z.object({
  /** Lower and upper edge, on the scale of the score. */
  min: given(number),
  max: given(number),
  /** Label for people; the only place that tells "None" from "Mild". Translated. */
  text: given(text),
  /** Intensity of the band: code `1` low, `2` moderate, `3` high. The vendor sends the code as an integer. */
  coding: given(z.array(z.object({ code: given(codeOrInteger), display: text }))),
});

/** One item of a score. The vendor gives no machine code, only a translated name. */
export const facetSchema = z.object({
  facet: given(
    z.object({
      /** Translated. */
      name: given(text),
      /** Often empty, which reads as null. */
      description: text,
    }),
  ),
  value: given(
    z.object({
      /** Label of the raw value, e.g. `Mild (0-10)`. Translated. */
      display: text,
      /** On the scale of the item; some items are yes or no. */
      raw: z.union([z.number(), z.boolean(), z.string()]).nullable(),
    }),
  ),
});

/** One clinical score the AI computed, such as a local psoriasis index. */
export const scoreSchema = z.object({
  scoringSystem: given(
    z.object({
      /** Translated. */
      name: given(text),
      /** Camel case, e.g. `apasiLocal`; an open set. */
      code: given(identifier),
    }),
  ),
  score: given(
    z.object({
      /** On the scale of the scoring system. */
      value: given(number),
      severity: z.object({
        /** 0 none, 1 low, 2 moderate, 3 high. May contradict the band the value lies in: neither is corrected. */
        value: intensity,
        /** The whole band table, not only the band that matches. */
        interpretations: z.array(bandSchema),
      }),
    }),
  ),
  /** Undocumented by the vendor, presumably the change against an earlier score; no unit. Null: not computed. */
  reduction: number.exactOptional(),
  facets: given(z.array(facetSchema)),
  explainabilityMedia: explainabilitySchema.nullable(),
});

export type Band = z.infer<typeof bandSchema>;
export type Facet = z.infer<typeof facetSchema>;
export type Score = z.infer<typeof scoreSchema>;
