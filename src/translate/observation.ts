import type { CodeableConcept, Observation, Reference } from 'fhir/r4.js';
import { escapeXml, narrative } from '../fhir/narrative.js';
import type { Case } from './case.js';
import { algorithmMethod, imagingObservation } from './codings.js';
import { resourceIdentifier, type Draft } from './draft.js';

/** What one Observation says beyond what all of them share. */
export interface ObservationContent {
  /** Stable key of the id. */
  readonly key: string;
  readonly code: CodeableConcept;
  /** The finding in words, for the narrative. Not escaped. */
  readonly summary: readonly string[];
  /** Only facts about the patient's body have a body site. */
  readonly bodySite?: CodeableConcept | undefined;
  readonly derivedFrom?: Reference[] | undefined;
}

/** Who and what made it: every Observation names the Device, and says AI in words for receivers that show nothing else. */
export interface Origin {
  readonly device: Reference;
  readonly performer: Reference[];
}

/**
 * The frame of an AI observation: preliminary until a person outside this service has looked, labelled AIAST, made by
 * the Device (R4 has no Device among the performers, so the performer is a name only).
 *
 * @returns an Observation that still lacks its value; callers add it (obs-6: value or dataAbsentReason).
 */
export function aiObservation(
  draft: Draft,
  from: Case,
  origin: Origin,
  content: ObservationContent,
): Observation & { id: string } {
  const id = draft.id('Observation', content.key);
  const language = draft.context.locale;
  const { derivedFrom } = content;
  return {
    resourceType: 'Observation',
    id,
    ...draft.aiMeta,
    language,
    text: narrative(language, paragraphs(content.summary)),
    identifier: [resourceIdentifier(id)],
    status: 'preliminary',
    category: imagingObservation,
    code: content.code,
    ...from.about,
    ...from.when,
    performer: origin.performer,
    ...(content.bodySite === undefined ? {} : { bodySite: content.bodySite }),
    method: algorithmMethod,
    device: origin.device,
    ...(derivedFrom === undefined || derivedFrom.length === 0 ? {} : { derivedFrom }),
  };
}

const NOTICE = '<p>AI-generated, preliminary, not reviewed by a clinician.</p>';

function paragraphs(lines: readonly string[]): string {
  let xhtml = '';
  for (const line of lines) xhtml += `<p>${escapeXml(line)}</p>`;
  return xhtml + NOTICE;
}
