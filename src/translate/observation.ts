import type { CodeableConcept, Observation, Reference } from 'fhir/r4.js';
import { englishParagraph, escapeXml, narrative } from '../fhir/narrative.js';
import { type Case, writeAbout, writeWhen } from './case.js';
import { algorithmMethod, imagingObservation } from './codings.js';
import type { Draft } from './draft.js';
import { writeMeta, type Kind } from './meta.js';
import { resourceIdentifier } from './resource-identifier.js';

/** What one Observation says beyond what all of them share. */
export interface ObservationContent {
  /** Says its profile and its labels. */
  readonly kind: Kind;
  /** Stable key of the id. */
  readonly key: string;
  readonly code: CodeableConcept;
  /** The finding in words, for the narrative. Not escaped. */
  readonly summary: readonly string[];
}

/** Who and what made it: every Observation names the Device, and says AI in words for receivers that show nothing else. */
export interface Origin {
  readonly device: Reference;
  readonly performer: Reference[];
}

/** What the Observations of one kind have in common. */
export interface ObservationFrame {
  readonly case: Case;
  readonly origin: Origin;
  /** Undefined where the Observation is not about the patient's body. */
  readonly bodySite: CodeableConcept | undefined;
  /** The files that were looked at; may be empty. */
  readonly derivedFrom: Reference[];
}

/**
 * One of the AI's observations: preliminary until a person outside this service has looked, labelled AIAST, made by the
 * Device (R4 has no Device among the performers, so the performer is a name only).
 *
 * @returns an Observation that still lacks its value; callers add it (obs-6: value or dataAbsentReason).
 */
export function aiObservation(
  draft: Draft,
  { case: from, origin, bodySite, derivedFrom }: ObservationFrame,
  { kind, key, code, summary }: ObservationContent,
): Observation & { id: string } {
  const id = draft.id('Observation', key);
  const language = draft.context.locale;
  const observation: Observation & { id: string } = {
    resourceType: 'Observation',
    id,

    language,
    text: narrative(language, paragraphs(language, kind, summary)),
    identifier: [resourceIdentifier(id)],
    status: 'preliminary',
    category: imagingObservation,
    code,
    performer: origin.performer,
    method: algorithmMethod,
    device: origin.device,
  };
  writeMeta(observation, draft.context.metas[kind]);
  writeAbout(observation, from);
  writeWhen(observation, from);
  if (bodySite !== undefined) observation.bodySite = bodySite;
  if (derivedFrom.length > 0) observation.derivedFrom = derivedFrom;
  return observation;
}

const NOTICE = 'AI-generated, preliminary, not reviewed by a clinician.';

/** What is said of a score is the vendor's name and band, in the language of the report. */
function paragraphs(language: string, kind: Kind, lines: readonly string[]): string {
  let xhtml = '';
  for (const line of lines)
    xhtml += kind === 'score' ? `<p>${escapeXml(line)}</p>` : englishParagraph(language, line);
  return xhtml + englishParagraph(language, NOTICE);
}
