import type { Attachment, CodeableConcept, Extension, Media, Reference } from 'fhir/r4.js';
import { englishParagraph, narrative } from '../fhir/narrative.js';
import { type Case, writeAbout } from './case.js';
import { mediaTypes, modalities } from './codings.js';
import type { Draft } from './draft.js';
import { resourceIdentifier } from './resource-identifier.js';
import { contentTypeOf } from './media-key.js';
import { writeMeta } from './meta.js';

/** One image or video, and how the report uses it. */
export interface MediaContent {
  /** `image` for photographs, `explainability` for what the AI drew. */
  readonly kind: 'image' | 'explainability';
  /** Stable key within its kind. */
  readonly key: string;
  /** The vendor's URL: its path and extension are looked at, and the bytes come from it; it is never published. null: there is none. */
  readonly url: string | null;
  readonly title: string;
  readonly type: CodeableConcept | null;
  readonly modality: CodeableConcept | null;
  readonly extension: Extension[];
  /** Set for AI output only: a photograph was not made by the AI. */
  readonly device: Reference | null;
}

/**
 * A Media whose bytes are served by the gateway (`Binary/{id of the Media}`): vendor URLs are signed and expire, and stay inside.
 * `Media.created` stays empty, since the time of the photograph is not told.
 */
export function mediaResource(draft: Draft, from: Case, content: MediaContent): Media & { id: string } {
  const { kind, key, url, title, type, modality, extension, device } = content;
  const { locale: language } = draft.context;
  const isAiOutput = device !== null;
  const id = draft.id('Media', `${kind}|${key}`);
  const place = from.bodySite.bodySite?.text;
  const media: Media & { id: string } = {
    resourceType: 'Media',
    id,

    language,
    text: narrative(language, englishParagraph(language, place === undefined ? title : `${title}: ${place}`)),
    identifier: [resourceIdentifier(id)],
    status: 'completed',
    content: url === null ? { title } : attachment(draft, id, url, title),
  };
  writeMeta(media, draft.context.metas[isAiOutput ? 'overlay' : 'photograph']);
  writeAbout(media, from);
  if (extension.length > 0) media.extension = extension;
  if (type !== null) media.type = type;
  if (modality !== null) media.modality = modality;
  if (from.bodySite.bodySite !== undefined) media.bodySite = from.bodySite.bodySite;
  if (isAiOutput) media.device = device;
  if (isAiOutput && from.when.issued !== undefined) media.issued = from.when.issued;
  return media;
}

function attachment(draft: Draft, id: string, url: string, title: string): Attachment {
  const contentType = contentTypeOf(url);
  const link = draft.binaryLink(id, url);
  return contentType === undefined ? { url: link, title } : { contentType, url: link, title };
}

/** The vendor's `Image`/`Video` as FHIR media type; another word stays a word. */
export function mediaType(draft: Draft, word: string | null, at: string): CodeableConcept | null {
  const text = draft.text(word, at);
  if (text === null) return null;
  const coding = mediaTypes.get(text.toLowerCase());
  if (coding !== undefined) return { coding: [coding], text };
  draft.doubt({
    kind: 'media-type-unknown',
    at,
    fhirPath: 'Media.type',
    text: 'Neither Image nor Video: carried as text only.',
  });
  return { text };
}

/**
 * The vendor's modality as DICOM modality. `None` (neither clinical nor dermoscopic) is an answer and stays as text;
 * null is no answer.
 */
export function mediaModality(draft: Draft, word: string | null, at: string): CodeableConcept | null {
  const text = draft.text(word, at);
  if (text === null) return null;
  const coding = modalities.get(text.toLowerCase());
  if (coding !== undefined) return { coding: [coding], text };
  if (text.toLowerCase() !== 'none') {
    draft.doubt({
      kind: 'modality-unknown',
      at,
      fhirPath: 'Media.modality',
      text: 'The modality is not known: carried as text only.',
    });
  }
  return { text };
}
