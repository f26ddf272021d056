import type { CodeableConcept, Observation, Reference } from 'fhir/r4.js';
import { escapeXml, narrative } from '../fhir/narrative.js';
import type { Case } from './case.js';
import { algorithmMethod, imagingObservation } from './codings.js';
import type { Draft } from './draft.js';
import { resourceIdentifier } from './resource-identifier.js';

/** What one Observation says beyond what all of them share. */
export interface ObservationContent {
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

/** An Observation as far as it is the same in a whole report: id, narrative, identifier, code and value are still to come. */
export type ObservationFrame = Observation & { readonly id: '' };

/**
 * The frame of the AI's observations: preliminary until a person outside this service has looked, labelled AIAST, made by
 * the Device (R4 has no Device among the performers, so the performer is a name only).
 */
export function observationFrame(draft: Draft, from: Case, origin: Origin): ObservationFrame {
  return {
    resourceType: 'Observation',
    id: '',
    ...draft.aiMeta,
    language: draft.context.locale,
    text: { status: 'generated', div: '' },
    identifier: [],
    status: 'preliminary',
    category: imagingObservation,
    code: {},
    ...from.about,
    ...from.when,
    performer: origin.performer,
    method: algorithmMethod,
    device: origin.device,
  };
}

/**
 * One AI observation.
 *
 * @returns an Observation that still lacks its value; callers add it (obs-6: value or dataAbsentReason).
 */
export function aiObservation(
  draft: Draft,
  frame: ObservationFrame,
  { key, code, summary }: ObservationContent,
): Observation & { id: string } {
  const id = draft.id('Observation', key);
  // Copying a frame whole and then setting what differs costs a quarter of putting each Observation together anew.
  const observation: Observation & { id: string } = { ...frame };
  observation.id = id;
  observation.text = narrative(draft.context.locale, paragraphs(summary));
  observation.identifier = [resourceIdentifier(id)];
  observation.code = code;
  return observation;
}

const NOTICE = '<p>AI-generated, preliminary, not reviewed by a clinician.</p>';

function paragraphs(lines: readonly string[]): string {
  let xhtml = '';
  for (const line of lines) xhtml += `<p>${escapeXml(line)}</p>`;
  return xhtml + NOTICE;
}
