import { z } from 'zod';
import { given, identifier, link, number, percent, share, text } from './field.js';

/** A box the AI drew on an image. */
export const annotationSchema = z.object({
  /** Opaque. */
  id: given(identifier),
  /** What the box marks, e.g. `Acne lesion` or `wheal`: an open set, to be matched exactly. */
  type: given(text),
  /** 0 to 1: the one number of the report on this scale. */
  confidence: share,
  /** Pixels of the image, from its top left corner. */
  rect: given(
    z
      .object({
        topLeft: z.object({ x: given(number), y: given(number) }),
        width: given(number),
        height: given(number),
      })
      .nullable(),
  ),
});

/** An image or video that the AI analysed. */
export const mediumSchema = z.object({
  /** Signed, valid for about half an hour: a secret. */
  url: given(link),
  /** `Image` or `Video`. */
  type: given(text),
  /** `None`, `Clinical` or `Dermoscopic`. The word `None` (neither) is not null (not assessed, or a video). */
  modality: text,
  /** Quality of the image, 0 to 100, 100 best; null for videos and when not computed. */
  diqaScore: percent,
});

/** What the AI drew to explain itself. */
export const explainabilitySchema = z.object({
  /** Signed, valid for about half an hour: a secret. */
  url: given(link),
  annotations: z.array(annotationSchema),
});

/** One analysed medium. In the v2 report it carries its own explainability medium. */
export const observationSchema = z.object({
  media: given(mediumSchema.nullable()),
  explainabilityMedia: explainabilitySchema.nullable(),
});

/** The photograph of the surroundings of the lesion. */
export const macroscopicMediaSchema = z.object({
  /** Signed, valid for about half an hour: a secret. */
  url: given(link),
  /** `Image` or `Video`. */
  type: text,
  annotations: given(z.array(annotationSchema)),
});

export type Annotation = z.infer<typeof annotationSchema>;
export type Medium = z.infer<typeof mediumSchema>;
export type ExplainabilityMedia = z.infer<typeof explainabilitySchema>;
export type RawObservation = z.infer<typeof observationSchema>;
export type MacroscopicMedia = z.infer<typeof macroscopicMediaSchema>;
