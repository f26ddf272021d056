import type { Media, Observation } from 'fhir/r4.js';
import type {
  Annotation,
  ExplainabilityMedia,
  MacroscopicMedia,
  Medium,
  RawObservation,
} from '../raw/report.js';
import { extensions } from '../translate/codings.js';
import { mediaRoles } from '../translate/media-role.js';
import { extensionsOf, type Resources } from './resources.js';

/** The media of a report. */
export interface RestoredMedia {
  readonly observations: RawObservation[];
  readonly macroscopicMedia: MacroscopicMedia | null;
}

/**
 * The media, by their roles in `DiagnosticReport.media`.
 *
 * @param qualities the Observations of image quality.
 */
export function restoreMedia(resources: Resources, qualities: readonly Observation[]): RestoredMedia {
  const roles = (resources.report.media ?? []).flatMap(({ comment, link }) => {
    const media = resources.media(link);
    return media === null ? [] : [{ comment, media }];
  });
  const withRole = (...wanted: string[]): Media[] =>
    roles.filter(({ comment = '' }) => wanted.includes(comment)).map(({ media }) => media);
  const quality = new Map(
    qualities.map((one) => [resources.media(one.derivedFrom?.[0]), one.valueQuantity?.value ?? null]),
  );
  const overlays = new Map(
    withRole(mediaRoles.overlay).flatMap((overlay) =>
      extensionsOf(overlay, extensions.drawnOn).map(
        ({ valueReference }) => [resources.media(valueReference), overlay] as const,
      ),
    ),
  );
  const [overview] = withRole(mediaRoles.overview, mediaRoles.both);
  return {
    observations: withRole(mediaRoles.analysed, mediaRoles.both).map((photo) => ({
      media: mediumOf(photo, quality.get(photo) ?? null),
      explainabilityMedia: explainabilityOf(overlays.get(photo) ?? null),
    })),
    macroscopicMedia:
      overview === undefined
        ? null
        : { url: urlOf(overview), type: overview.type?.text ?? null, annotations: annotationsOf(overview) },
  };
}

function mediumOf(photo: Media, diqaScore: number | null): Medium {
  return {
    url: urlOf(photo),
    type: photo.type?.text ?? null,
    modality: photo.modality?.text ?? null,
    diqaScore,
  };
}

/** What the AI drew. */
export function explainabilityOf(overlay: Media | null): ExplainabilityMedia | null {
  return overlay === null ? null : { url: urlOf(overlay), annotations: annotationsOf(overlay) };
}

/** The gateway's link: the vendor's is nowhere in FHIR. */
function urlOf({ content }: Media): string | null {
  return content.url ?? null;
}

function annotationsOf(media: Media): Annotation[] {
  return extensionsOf(media, extensions.imageAnnotation).map((annotation) => {
    const part = (url: string) => extensionsOf(annotation, url)[0];
    const number = (url: string): number | null => part(url)?.valueQuantity?.value ?? null;
    return {
      id: part('id')?.valueString ?? null,
      type: part('type')?.valueString ?? null,
      confidence: number('confidence'),
      rect: {
        topLeft: { x: number('x'), y: number('y') },
        width: number('width'),
        height: number('height'),
      },
    };
  });
}
