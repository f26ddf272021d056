import type { DiagnosticReportMedia, Media, Reference } from 'fhir/r4.js';
import type { ExplainabilityMedia } from '../raw/report.js';
import { annotationExtensions } from './annotation.js';
import type { Case } from './case.js';
import { mediaTypes } from './codings.js';
import type { Draft } from './draft.js';
import { byFile, mediaPath, withoutQuery } from './media-key.js';
import { mediaResource } from './media.js';

/** Explainability overlays: pictures that the AI drew, so they are its output and never what a score is derived from. */
export interface Overlays {
  readonly all: readonly (Media & { id: string })[];
  readonly links: readonly DiagnosticReportMedia[];
  /** By position in `result.scoringSystems`. */
  readonly ofScore: readonly (Reference | null)[];
}

/** One place of the report that shows an overlay. */
interface Drawing {
  readonly url: string;
  readonly annotations: ExplainabilityMedia['annotations'];
  /** Stable key of the id. */
  readonly key: string;
  /** Pointer to the medium. */
  readonly at: string;
}

const COMMENT = 'Explainability overlay, drawn by artificial intelligence';

/** Reads the overlays of scores and, in the oldest shape, of single photographs; the same file is one Media. */
export function readOverlays(draft: Draft, from: Case, device: Reference): Overlays {
  const { scoringSystems, observations } = draft.report.result;
  const ofScores = scoringSystems.map(({ scoringSystem, explainabilityMedia }, index) =>
    drawing(
      draft,
      explainabilityMedia,
      scoringSystem.code ?? `score|${index}`,
      `/result/scoringSystems/${index}`,
    ),
  );
  const ofPhotos = observations.map(({ media, explainabilityMedia }, index) => {
    const key = media?.url == null ? `observation|${index}` : `image|${mediaPath(media.url)}`;
    return drawing(draft, explainabilityMedia, key, `/result/observations/${index}`);
  });
  const all: (Media & { id: string })[] = [];
  const references = new Map<string, Reference>();
  for (const [file, drawings] of byFile([...ofScores, ...ofPhotos])) {
    const media = overlay(draft, from, device, drawings);
    all.push(media);
    references.set(file, draft.referenceTo('Media', media.id));
  }
  return {
    all,
    ofScore: ofScores.map((one) => (one === null ? null : (references.get(withoutQuery(one.url)) ?? null))),
    links: all.map(({ id }) => ({ comment: COMMENT, link: draft.referenceTo('Media', id) })),
  };
}

function drawing(draft: Draft, medium: ExplainabilityMedia | null, key: string, of: string): Drawing | null {
  if (medium === null) return null;
  const at = `${of}/explainabilityMedia`;
  const { url, annotations } = medium;
  if (url !== null) return { url, annotations, key, at };
  draft.doubt({
    kind: 'media-url-missing',
    at,
    text: 'The overlay has no URL: no Media is made for it.',
  });
  return null;
}

function overlay(
  draft: Draft,
  from: Case,
  device: Reference,
  drawings: readonly Drawing[],
): Media & { id: string } {
  const image = mediaTypes.get('image');
  return mediaResource(draft, from, {
    kind: 'explainability',
    key: drawings[0]?.key ?? '',
    url: drawings[0]?.url ?? '',
    title: COMMENT,
    type: image === undefined ? null : { coding: [image] },
    modality: { text: 'Explainability overlay' },
    annotations: drawings.flatMap(({ annotations, at }) =>
      annotationExtensions(draft, annotations, `${at}/annotations`),
    ),
    device,
  });
}
