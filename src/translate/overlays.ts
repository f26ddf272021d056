import type { DiagnosticReportMedia, Media, Reference } from 'fhir/r4.js';
import type { Annotation } from '../raw/report.js';
import { annotationExtensions } from './annotation.js';
import type { Case } from './case.js';
import { mediaTypes } from './codings.js';
import { referenceTo, type Draft } from './draft.js';
import { mediaPath, withoutQuery } from './media-key.js';
import { mediaResource } from './media.js';

/** Explainability overlays: pictures that the AI drew, so they are its output and never what a score is derived from. */
export interface Overlays {
  readonly all: readonly (Media & { id: string })[];
  readonly links: readonly DiagnosticReportMedia[];
  /** By position in `result.scoringSystems`. */
  readonly ofScore: readonly (Reference | null)[];
}

interface Drawing {
  readonly url: string | null;
  readonly annotations: readonly Annotation[];
}

/** Reads the overlays of scores and, in the oldest shape, of single photographs. */
export function readOverlays(draft: Draft, from: Case, device: Reference): Overlays {
  const byFile = new Map<string, Media & { id: string }>();
  const add = (drawing: Drawing | null, key: string, at: string): Reference | null => {
    if (drawing === null) return null;
    if (drawing.url === null) {
      draft.doubt({
        kind: 'media-url-missing',
        at,
        text: 'The overlay has no URL: no Media is made for it.',
      });
      return null;
    }
    const file = withoutQuery(drawing.url);
    const media = byFile.get(file) ?? overlay(draft, from, device, { ...drawing, url: drawing.url }, key, at);
    byFile.set(file, media);
    return referenceTo('Media', media.id);
  };
  const { scoringSystems, observations } = draft.report.result;
  const ofScore = scoringSystems.map((score, index) =>
    add(
      score.explainabilityMedia,
      scoreKey(draft, index),
      `/result/scoringSystems/${index}/explainabilityMedia`,
    ),
  );
  observations.forEach(({ media, explainabilityMedia }, index) => {
    const key = media?.url == null ? `observation|${index}` : `image|${mediaPath(media.url)}`;
    add(explainabilityMedia, key, `/result/observations/${index}/explainabilityMedia`);
  });
  const all = [...byFile.values()];
  return { all, ofScore, links: all.map(({ id }) => ({ comment: COMMENT, link: referenceTo('Media', id) })) };
}

const COMMENT = 'Explainability overlay, drawn by artificial intelligence';

function scoreKey(draft: Draft, index: number): string {
  return draft.report.result.scoringSystems[index]?.scoringSystem.code ?? `score|${index}`;
}

function overlay(
  draft: Draft,
  from: Case,
  device: Reference,
  { url, annotations }: Drawing & { url: string },
  key: string,
  at: string,
): Media & { id: string } {
  const image = mediaTypes.get('image');
  return mediaResource(draft, from, {
    kind: 'explainability',
    key,
    url,
    title: COMMENT,
    type: image === undefined ? null : { coding: [image] },
    modality: { text: 'Explainability overlay' },
    annotations: annotationExtensions(draft, annotations, `${at}/annotations`),
    device,
  });
}
