import type { Attachment, CodeableConcept, DiagnosticReport, Extension, Reference } from 'fhir/r4.js';
import { englishParagraph, narrative } from '../fhir/narrative.js';
import { asReceived } from './as-received.js';
import type { Candidate } from './candidates.js';
import { writeAbout, writeWhen } from './case.js';
import { extensions, imagingStudyReport, reportCategories } from './codings.js';
import { conclusionText } from './conclusion.js';
import type { Draft } from './draft.js';
import { extraDataExtension } from './extra-data.js';
import { writeMeta } from './meta.js';
import { pathologyConcept, type PathologyConcept } from './pathology.js';
import { reportIdentifiers } from './report-identifiers.js';
import type { Scene } from './scene.js';

/** What the report lists. */
export interface ReportParts {
  readonly candidates: readonly Candidate[];
  /** All Observations, in the order of the report. */
  readonly results: Reference[];
  readonly media: NonNullable<DiagnosticReport['media']>;
  /** Whether one of them says where on the body it is about. */
  readonly isPlaced: boolean;
  /** To the QuestionnaireResponse, if there is one. */
  readonly anamnesis: readonly Reference[];
}

/**
 * The report itself: always preliminary; coded conclusion only from the vendor's settled pathology, never from the
 * first candidate, because null there means "below the confidence threshold".
 */
export function diagnosticReport(
  draft: Draft,
  scene: Scene,
  parts: ReportParts,
): DiagnosticReport & { id: string } {
  const id = draft.id('DiagnosticReport', 'report');
  const language = draft.context.locale;
  const settled = settledPathology(draft);
  const conclusion = inWords(draft, settled, parts.candidates);
  const report: DiagnosticReport & { id: string } = {
    resourceType: 'DiagnosticReport',
    id,
    language,
    text: narrative(language, `${englishParagraph(language, conclusion)}${created(draft)}`),
    identifier: reportIdentifiers(draft, id),
    status: 'preliminary',
    category: reportCategories,
    code: reportCode(draft),
    performer: scene.origin.performer,
    conclusion,
  };
  writeMeta(report, draft.context.metas.report);
  writeAbout(report, scene.case);
  writeWhen(report, scene.case);
  if (parts.results.length > 0) report.result = parts.results;
  if (parts.media.length > 0) report.media = parts.media;
  if (settled !== null) report.conclusionCode = [settled.concept];
  if (draft.report.pdf !== null) report.presentedForm = [printable(draft, scene, id, draft.report.pdf)];
  const received = timeAsReceived(draft, scene);
  if (received !== null) report._effectiveDateTime = { extension: [received] };
  const extension = extensionsOf(draft, scene, parts);
  if (extension.length > 0) report.extension = extension;
  reportViewerLink(draft);
  return report;
}

/** What R4's DiagnosticReport has no element for. */
function extensionsOf(draft: Draft, scene: Scene, { anamnesis, isPlaced }: ReportParts): Extension[] {
  return [...anamnesis.map(supporting), ...(isPlaced ? [] : placed(scene)), ...extraDataExtension(draft)];
}

function inWords(draft: Draft, settled: PathologyConcept | null, candidates: readonly Candidate[]): string {
  const { conclusions, scoringSystems } = draft.report.result;
  return conclusionText({
    settled: settled?.name ?? null,
    isSettled: draft.report.pathology !== null,
    candidates,
    total: conclusions.length,
    hasScores: scoringSystems.length > 0,
  });
}

function settledPathology(draft: Draft): PathologyConcept | null {
  const { pathology } = draft.report;
  if (pathology === null) return null;
  const settled = pathologyConcept(draft, pathology, '/pathology', 'DiagnosticReport.conclusionCode');
  if (settled === null) {
    draft.doubt({
      kind: 'pathology-empty',
      at: '/pathology',
      text: 'The pathology has neither code nor name: there is no coded conclusion.',
    });
  }
  return settled;
}

function supporting(reference: Reference): Extension {
  return { url: extensions.supportingInfo, valueReference: reference };
}

/** R4's DiagnosticReport has no body site, and is the only one to tell it when there is nothing else about the body. */
function placed({ case: { bodySite } }: Scene): Extension[] {
  return bodySite.bodySite === undefined
    ? []
    : [{ url: extensions.bodySite, valueCodeableConcept: bodySite.bodySite }];
}

/** The time as it was written, when FHIR writes it otherwise or cannot write it at all. */
function timeAsReceived(draft: Draft, { case: { time } }: Scene): Extension | null {
  const text = draft.again(draft.report.createdAt);
  return text === null || text === time?.dateTime ? null : asReceived(text);
}

function reportViewerLink(draft: Draft): void {
  if (draft.report.url === null) return;
  draft.doubt({
    severity: 'information',
    kind: 'link-suppressed',
    at: '/url',
    text: 'The viewer link opens the report to anybody who has it: it is not carried.',
  });
}

function reportCode(draft: Draft): CodeableConcept {
  return {
    coding: [imagingStudyReport, draft.context.terminology.concept('dermatology-ai-report')],
    text: 'Dermatology image analysis by artificial intelligence',
  };
}

/** The time as it was written, for people. */
function created(draft: Draft): string {
  const text = draft.text(draft.report.createdAt, '/createdAt');
  return text === null ? '' : englishParagraph(draft.context.locale, `Created: ${text}`);
}

/** The printable report, served by the gateway under the report's own id: the vendor's link holds two keys. */
function printable(draft: Draft, scene: Scene, id: string, pdf: string): Attachment {
  return {
    contentType: 'application/pdf',
    language: draft.context.locale,
    url: draft.binaryLink(id, pdf),
    title: 'Printable report',
    ...(scene.case.time === null ? {} : { creation: scene.case.time.dateTime }),
  };
}
