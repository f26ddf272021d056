import type { DiagnosticReportMedia, Media, Reference } from 'fhir/r4.js';
import type { Annotation, Medium } from '../raw/report.js';
import { annotationExtensions } from './annotation.js';
import type { Case } from './case.js';
import type { Draft } from './draft.js';
import { byFile, mediaPath, withoutQuery } from './media-key.js';
import { mediaModality, mediaResource, mediaType } from './media.js';

/** A photograph or video of the report, and what the raw report says about it. */
export interface Photo {
  readonly media: Media & { id: string };
  readonly link: DiagnosticReportMedia;
}

/** All photographs, each once, and which of them stand behind each place of the raw report. */
export interface Photos {
  readonly all: readonly Photo[];
  /** By position in `result.observations`; null where the medium has no URL. */
  readonly ofObservation: readonly (Photo | null)[];
}

/** One file, wherever the report mentions it. */
interface Mention {
  readonly url: string;
  readonly type: string | null;
  readonly modality: string | null;
  readonly annotations: readonly Annotation[];
  /** Pointer to the medium. */
  readonly at: string;
  readonly role: 'analysed' | 'overview';
}

/** The photographs: the same file may be overview picture and analysed picture at once. */
export function readPhotos(draft: Draft, from: Case): Photos {
  const { macroscopicMedia: overview, result } = draft.report;
  const analysed = result.observations.map(({ media }, index) =>
    mention(draft, media, [], `/result/observations/${index}/media`, 'analysed'),
  );
  const shown =
    overview === null
      ? null
      : mention(
          draft,
          { url: overview.url, type: overview.type, modality: null },
          overview.annotations,
          '/macroscopicMedia',
          'overview',
        );
  const all: Photo[] = [];
  const photos = new Map<string, Photo>();
  for (const [file, mentions] of byFile([...analysed, shown])) {
    const photo = photoOf(draft, from, mentions);
    all.push(photo);
    photos.set(file, photo);
  }
  return {
    all,
    ofObservation: analysed.map((one) => (one === null ? null : (photos.get(withoutQuery(one.url)) ?? null))),
  };
}

function mention(
  draft: Draft,
  medium: Pick<Medium, 'url' | 'type' | 'modality'> | null,
  annotations: readonly Annotation[],
  at: string,
  role: Mention['role'],
): Mention | null {
  if (medium?.url == null) {
    draft.doubt({ kind: 'media-url-missing', at, text: 'The medium has no URL: no Media is made for it.' });
    return null;
  }
  const { url, type, modality } = medium;
  return { url, type, modality, annotations, at, role };
}

function photoOf(draft: Draft, from: Case, mentions: readonly Mention[]): Photo {
  const typed = agreed(draft, mentions, 'type');
  const shown = agreed(draft, mentions, 'modality');
  const modality = shown === null ? null : mediaModality(draft, shown.modality, `${shown.at}/modality`);
  const type = typed === null ? null : mediaType(draft, typed.type, `${typed.at}/type`);
  const url = mentions[0]?.url ?? '';
  const media = mediaResource(draft, from, {
    kind: 'image',
    key: mediaPath(url),
    url,
    title: titleOf(typed?.type ?? null, shown?.modality ?? null),
    type,
    modality,
    annotations: mentions.flatMap(({ annotations, at }) =>
      annotationExtensions(draft, annotations, `${at}/annotations`),
    ),
    device: null,
  });
  return { media, link: { comment: roleOf(mentions), link: draft.referenceTo('Media', media.id) } };
}

/** The first mention that says something; a later one that says otherwise is a doubt. */
function agreed(draft: Draft, mentions: readonly Mention[], field: 'type' | 'modality'): Mention | null {
  const first = mentions.find((mention) => mention[field] !== null) ?? null;
  for (const mention of mentions) {
    if (first === null || mention[field] === null || mention[field] === first[field]) continue;
    draft.doubt({
      kind: 'duplicate-medium-differs',
      at: `${mention.at}/${field}`,
      fhirPath: `Media.${field}`,
      text: `The same file is described differently elsewhere: the first ${field} is carried.`,
    });
  }
  return first;
}

function titleOf(type: string | null, modality: string | null): string {
  if (type?.toLowerCase() === 'video') return 'Video';
  const kind = modality?.toLowerCase();
  if (kind === 'clinical') return 'Clinical photograph';
  return kind === 'dermoscopic' ? 'Dermoscopic photograph' : 'Photograph';
}

function roleOf(mentions: readonly Mention[]): string {
  const roles = new Set(mentions.map(({ role }) => role));
  if (roles.size === 2) return 'Analysed; also the overview picture';
  return roles.has('analysed') ? 'Analysed' : 'Overview picture';
}

/** More analysed files than this are not repeated on each Observation: the report would grow with their square. */
const MAX_DERIVED_FROM = 10;

/**
 * The files that a conclusion of the AI rests on. The raw report does not say which of several it was, so all analysed
 * ones are named, up to a limit; the DiagnosticReport and the Provenance name them all.
 */
export function analysedPhotos(draft: Draft, photos: Photos): Reference[] {
  const ids = new Set<string>();
  for (const photo of photos.ofObservation) if (photo !== null) ids.add(photo.media.id);
  if (ids.size <= MAX_DERIVED_FROM) return [...ids].map((id) => draft.referenceTo('Media', id));
  draft.doubt({
    severity: 'information',
    kind: 'derived-from-omitted',
    at: '/result/observations',
    fhirPath: 'Observation.derivedFrom',
    text: `More than ${MAX_DERIVED_FROM} files were analysed: they are listed in DiagnosticReport.media and Provenance.entity only.`,
  });
  return [];
}
