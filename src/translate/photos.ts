import type { DiagnosticReportMedia, Media, Reference } from 'fhir/r4.js';
import type { Annotation, MacroscopicMedia, RawObservation } from '../raw/report.js';
import { saysNothing } from '../raw/says-nothing.js';
import { annotationExtensions } from './annotation.js';
import type { Case } from './case.js';
import type { Draft } from './draft.js';
import { byLikeness, fileOf, mediaPath } from './media-key.js';
import { mediaModality, mediaResource, mediaType } from './media.js';
import { mediaRoles, type PhotoRole } from './media-role.js';

/** A photograph or video of the report. */
export interface Photo {
  readonly media: Media & { id: string };
  /** 0–100; null: not assessed. */
  readonly quality: number | null;
  /** Pointer to the medium that is mentioned first. */
  readonly at: string;
}

/** All photographs, and which of them stand behind each place of the raw report. */
export interface Photos {
  /** Each once. */
  readonly all: readonly Photo[];
  /** One for each mention, in the order of the report; the overview picture last, unless it is an analysed one. */
  readonly links: readonly DiagnosticReportMedia[];
  /** By position in `result.observations`; null where nothing is said of a medium. */
  readonly ofObservation: readonly (Photo | null)[];
}

/** A place of the report that shows a photograph. */
interface Mention {
  readonly url: string | null;
  readonly type: string | null;
  readonly modality: string | null;
  readonly quality: number | null;
  readonly annotations: readonly Annotation[];
  /** Pointer to the medium. */
  readonly at: string;
  /** Stable key of the id where there is no URL. */
  readonly place: string;
  readonly role: 'analysed' | 'overview';
  /** What a mention must share with another one to be the same Media. */
  readonly likeness: string;
}

/**
 * The photographs. The same file may be mentioned more than once: where everything that is said of it is the same, and for
 * the overview picture too, it is one Media; a file that is described differently is one Media for each description.
 */
export function readPhotos(draft: Draft, from: Case): Photos {
  const { macroscopicMedia, result } = draft.report;
  const analysed = result.observations.map((observation, index) =>
    analysedMention(draft, observation, index),
  );
  const overview = overviewMention(draft, macroscopicMedia, analysed);
  const all: Photo[] = [];
  const photoOfMention = new Map<Mention, Photo>();
  for (const mentions of byLikeness([...analysed, overview])) {
    const photo = photoOf(draft, from, mentions);
    all.push(photo);
    for (const mention of mentions) photoOfMention.set(mention, photo);
  }
  doubtDifferences(draft, [...photoOfMention.keys()]);
  const ofObservation = analysed.map((one) => (one === null ? null : (photoOfMention.get(one) ?? null)));
  const shown = overview === null ? null : (photoOfMention.get(overview) ?? null);
  return { all, ofObservation, links: linksOf(draft, ofObservation, shown) };
}

function analysedMention(
  draft: Draft,
  { media, explainabilityMedia }: RawObservation,
  index: number,
): Mention | null {
  const at = `/result/observations/${index}/media`;
  if (saysNothing([media, explainabilityMedia])) return null;
  if (media?.url == null) doubtNoUrl(draft, at);
  const { url = null, type = null, modality = null, diqaScore: quality = null } = media ?? {};
  const drawn = [fileOf(explainabilityMedia?.url ?? null), explainabilityMedia?.annotations];
  const likeness = JSON.stringify([fileOf(url) ?? index, type, modality, quality, drawn]);
  return {
    url,
    type,
    modality,
    quality,
    annotations: [],
    at,
    place: `#${index}`,
    role: 'analysed',
    likeness,
  };
}

/** The overview picture says neither modality nor quality: it is the first analysed one of its file and type. */
function overviewMention(
  draft: Draft,
  medium: MacroscopicMedia | null,
  analysed: readonly (Mention | null)[],
): Mention | null {
  const at = '/macroscopicMedia';
  if (medium === null || saysNothing(medium)) return null;
  if (medium.url === null) doubtNoUrl(draft, at);
  const { url, type, annotations } = medium;
  const same = analysed.find((one) => url !== null && one?.type === type && fileOf(one.url) === fileOf(url));
  const likeness = same?.likeness ?? 'overview';
  return {
    url,
    type,
    modality: null,
    quality: null,
    annotations,
    at,
    place: 'overview',
    role: 'overview',
    likeness,
  };
}

function doubtNoUrl(draft: Draft, at: string): void {
  const text = 'The medium has no URL: what is said of it is carried, without a link.';
  draft.doubt({ kind: 'media-url-missing', at, fhirPath: 'Media.content', text });
}

function photoOf(draft: Draft, from: Case, mentions: readonly [Mention, ...Mention[]]): Photo {
  const [{ url, type, modality, quality, at, place }] = mentions;
  const media = mediaResource(draft, from, {
    kind: 'image',
    key: url === null ? place : mediaPath(url),
    url,
    title: titleOf(type, modality),
    type: mediaType(draft, type, `${at}/type`),
    modality: mediaModality(draft, modality, `${at}/modality`),
    extension: mentions.flatMap((mention) =>
      annotationExtensions(draft, mention.annotations, `${mention.at}/annotations`),
    ),
    device: null,
  });
  return { media, quality, at };
}

/** Says where the same file is described differently: each description is carried, and one of them is wrong. */
function doubtDifferences(draft: Draft, mentions: readonly Mention[]): void {
  const firsts = new Map<string, Mention>();
  for (const mention of mentions) {
    const file = fileOf(mention.url);
    const first = file === null ? undefined : firsts.get(file);
    if (file !== null && first === undefined) firsts.set(file, mention);
    if (first === undefined) continue;
    for (const [field, name] of [
      ['type', 'type'],
      ['modality', 'modality'],
      ['quality', 'diqaScore'],
    ] as const) {
      if (mention[field] === null || mention[field] === first[field]) continue;
      draft.doubt({
        kind: 'duplicate-medium-differs',
        at: `${mention.at}/${name}`,
        fhirPath: field === 'quality' ? 'Observation.value' : `Media.${field}`,
        text: 'The same file is described differently elsewhere: both descriptions are carried, each as a Media.',
      });
    }
  }
}

function titleOf(type: string | null, modality: string | null): string {
  if (type?.toLowerCase() === 'video') return 'Video';
  const kind = modality?.toLowerCase();
  if (kind === 'clinical') return 'Clinical photograph';
  return kind === 'dermoscopic' ? 'Dermoscopic photograph' : 'Photograph';
}

function linksOf(
  draft: Draft,
  analysed: readonly (Photo | null)[],
  overview: Photo | null,
): DiagnosticReportMedia[] {
  const link = ({ media }: Photo, role: PhotoRole): DiagnosticReportMedia => ({
    comment: mediaRoles[role],
    link: draft.referenceTo('Media', media.id),
  });
  const first = analysed.indexOf(overview);
  const links = analysed.flatMap((photo, index) => {
    if (photo === null) return [];
    return [link(photo, index === first ? 'both' : 'analysed')];
  });
  return overview === null || first !== -1 ? links : [...links, link(overview, 'overview')];
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
