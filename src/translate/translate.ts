import type {
  DiagnosticReport,
  Device,
  Media,
  Observation,
  Provenance,
  QuestionnaireResponse,
  Reference,
} from 'fhir/r4.js';
import type { ReadReport } from '../raw/read-report.js';
import { readAnamnesis } from './anamnesis.js';
import { readCandidates } from './candidates.js';
import { readCase } from './case.js';
import type { TranslateContext } from './context.js';
import { diagnosticReport } from './diagnostic-report.js';
import { Draft, type BinarySource } from './draft.js';
import { readFindings } from './findings.js';
import { readImageQualities } from './image-quality.js';
import type { TranslationIssue } from './issue.js';
import { readMetrics } from './metrics.js';
import { readOverlays } from './overlays.js';
import { readPhotos } from './photos.js';
import { provenance } from './provenance.js';
import { sceneOf } from './scene.js';
import { readScores } from './scores.js';

/** A resource that translation makes. Every one has an id. */
export type TranslatedResource =
  | (Device & { id: string })
  | (Media & { id: string })
  | (Observation & { id: string })
  | (QuestionnaireResponse & { id: string })
  | (DiagnosticReport & { id: string })
  | (Provenance & { id: string });

/** A report in FHIR. */
export interface Translation {
  /** Targets before what points to them: Device, Media, Observations, QuestionnaireResponse, DiagnosticReport, Provenance. */
  readonly resources: readonly TranslatedResource[];
  /** What was not carried, or carried with a doubt: reading's issues first, then translation's. */
  readonly issues: readonly TranslationIssue[];
  /** Exactly one for each link to a Binary in the resources. Secret: never to be sent or logged. */
  readonly binaries: readonly BinarySource[];
}

/**
 * Translates a report. Pure: no I/O, clock or randomness; the same report and context give the same bytes. Resources
 * refer to each other as `context.references` says; parts that are constant are frozen and shared.
 *
 * @param read what `readReport` or `parseReport` gave.
 * @param context from `createContext`.
 */
export function translate(read: ReadReport, context: TranslateContext): Translation {
  const draft = new Draft(read, context);
  const device = context.deviceResource;
  const deviceReference = draft.referenceTo('Device', device.id);
  const from = readCase(draft);
  const photos = readPhotos(draft, from);
  const overlays = readOverlays(draft, from, deviceReference, photos);
  const scene = sceneOf(draft, from, deviceReference, photos);
  const candidates = readCandidates(draft, scene);
  const observations = [
    ...candidates.map(({ observation }) => observation),
    ...readFindings(draft, scene),
    ...readScores(draft, scene, overlays),
    ...readImageQualities(draft, scene, photos),
    ...readMetrics(draft, scene),
  ];
  const anamnesis = readAnamnesis(draft, from);
  const referenceTo = ({ resourceType, id }: TranslatedResource): Reference =>
    draft.referenceTo(resourceType, id);
  const results = observations.map(referenceTo);
  const report = diagnosticReport(draft, scene, {
    candidates,
    results,
    media: [...photos.links, ...overlays.links],
    isPlaced:
      [...photos.all, ...overlays.all].length > 0 ||
      observations.some(({ bodySite }) => bodySite !== undefined),
    anamnesis: anamnesis.map(referenceTo),
  });
  const media = photos.all.map((photo) => photo.media);
  const origin = provenance(draft, scene, {
    targets: [referenceTo(report), ...results, ...overlays.all.map(referenceTo)],
    sources: media.map(referenceTo),
  });
  return {
    resources: [device, ...media, ...overlays.all, ...observations, ...anamnesis, report, ...origin],
    issues: draft.issues,
    binaries: draft.binaries,
  };
}
