import type { DiagnosticReportMedia, Extension, Media, Reference } from 'fhir/r4.js';
import type { ExplainabilityMedia } from '../raw/report.js';
import { saysNothing } from '../raw/says-nothing.js';
import { annotationExtensions } from './annotation.js';
import type { Case } from './case.js';
import { extensions, mediaTypes } from './codings.js';
import type { Draft } from './draft.js';
import { byLikeness, fileOf, mediaPath } from './media-key.js';
import { mediaRoles } from './media-role.js';
import { mediaResource } from './media.js';
import type { Photos } from './photos.js';

/** Explainability overlays: pictures that the AI drew, so they are its output and never what a score is derived from. */
export interface Overlays {
  readonly all: readonly (Media & { id: string })[];
  readonly links: readonly DiagnosticReportMedia[];
  /** By position in `result.scoringSystems`. */
  readonly ofScore: readonly (Reference | null)[];
}

/** One place of the report that shows an overlay. */
interface Drawing {
  readonly url: string | null;
  readonly annotations: ExplainabilityMedia['annotations'];
  /** Stable key of the id. */
  readonly key: string;
  /** Pointer to the medium. */
  readonly at: string;
  /** id of the photograph that it is drawn on; undefined: the report does not say. */
  readonly photo: string | undefined;
  /** What a drawing must share with another one to be the same Media. */
  readonly likeness: string;
}

/**
 * Reads the overlays of scores and, in the oldest shape, of single photographs; the same file with the same annotations is
 * one Media.
 */
export function readOverlays(draft: Draft, from: Case, device: Reference, photos: Photos): Overlays {
  const { scoringSystems, observations } = draft.report.result;
  const ofScores = scoringSystems.map(({ scoringSystem, explainabilityMedia }, index) =>
    drawing(draft, explainabilityMedia, {
      key: scoringSystem.code ?? `score|${index}`,
      of: `/result/scoringSystems/${index}`,
    }),
  );
  const ofPhotos = observations.map(({ media, explainabilityMedia }, index) =>
    drawing(draft, explainabilityMedia, {
      key: media?.url == null ? `observation|${index}` : `image|${mediaPath(media.url)}`,
      of: `/result/observations/${index}`,
      photo: photos.ofObservation[index]?.media.id,
    }),
  );
  const all: (Media & { id: string })[] = [];
  const references = new Map<Drawing, Reference>();
  for (const drawings of byLikeness([...ofScores, ...ofPhotos])) {
    const media = overlay(draft, from, device, drawings);
    all.push(media);
    for (const one of drawings) references.set(one, draft.referenceTo('Media', media.id));
  }
  return {
    all,
    ofScore: ofScores.map((one) => (one === null ? null : (references.get(one) ?? null))),
    links: all.map(({ id }) => ({ comment: mediaRoles.overlay, link: draft.referenceTo('Media', id) })),
  };
}

function drawing(
  draft: Draft,
  medium: ExplainabilityMedia | null,
  { key, of, photo }: { readonly key: string; readonly of: string; readonly photo?: string | undefined },
): Drawing | null {
  if (medium === null) return null;
  const at = `${of}/explainabilityMedia`;
  const { url, annotations } = medium;
  if (url === null) {
    const text = 'The overlay has no URL: what is said of it is carried, without a link.';
    draft.doubt({ kind: 'media-url-missing', at, fhirPath: 'Media.content', text });
  }
  if (saysNothing(medium)) return null;
  return { url, annotations, key, at, photo, likeness: JSON.stringify([fileOf(url) ?? at, annotations]) };
}

function overlay(
  draft: Draft,
  from: Case,
  device: Reference,
  drawings: readonly [Drawing, ...Drawing[]],
): Media & { id: string } {
  const [{ key, url, annotations, at }] = drawings;
  const image = mediaTypes.get('image');
  return mediaResource(draft, from, {
    kind: 'explainability',
    key,
    url,
    title: mediaRoles.overlay,
    type: image === undefined ? null : { coding: [image] },
    modality: { text: 'Explainability overlay' },
    extension: [
      ...annotationExtensions(draft, annotations, `${at}/annotations`),
      ...drawnOn(draft, drawings),
    ],
    device,
  });
}

/** R4's Media has no place for what it was made from, and its supporting information may not stand on a Media. */
function drawnOn(draft: Draft, drawings: readonly Drawing[]): Extension[] {
  const photos = new Set(drawings.flatMap(({ photo }) => photo ?? []));
  return [...photos].map((id) => ({
    url: extensions.drawnOn,
    valueReference: draft.referenceTo('Media', id),
  }));
}
