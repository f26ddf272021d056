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
import { deviceResource } from './device.js';
import { diagnosticReport } from './diagnostic-report.js';
import { Draft, referenceTo } from './draft.js';
import { readFindings } from './findings.js';
import { readImageQualities } from './image-quality.js';
import type { TranslationIssue } from './issue.js';
import { readMetrics } from './metrics.js';
import { readOverlays } from './overlays.js';
import { analysedPhotos, readPhotos } from './photos.js';
import { provenance } from './provenance.js';
import type { Scene } from './scene.js';
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
}

/**
 * Translates a report. Pure: no I/O, clock or randomness; the same report and context give the same bytes. Resources
 * refer to each other relatively (`Media/<id>`); parts that are constant are frozen and shared.
 *
 * @param read what `readReport` or `parseReport` gave.
 * @param context from `createContext`.
 */
export function translate(read: ReadReport, context: TranslateContext): Translation {
  const draft = new Draft(read, context);
  const device = deviceResource(context);
  const deviceReference = referenceTo('Device', device.id);
  const from = readCase(draft);
  const photos = readPhotos(draft, from);
  const overlays = readOverlays(draft, from, deviceReference);
  const scene: Scene = {
    case: from,
    origin: {
      device: deviceReference,
      performer: [{ display: `${context.device.name} (artificial intelligence)` }],
    },
    derivedFrom: analysedPhotos(draft, photos),
  };
  const candidates = readCandidates(draft, scene);
  const metrics = readMetrics(draft, scene);
  const observations = [
    ...candidates.map(({ observation }) => observation),
    ...readFindings(draft, scene),
    ...readScores(draft, scene, overlays),
    ...readImageQualities(draft, scene, photos),
    ...(metrics === null ? [] : [metrics]),
  ];
  const anamnesis = readAnamnesis(draft, from);
  const results = observations.map(({ id }) => referenceTo('Observation', id));
  const report = diagnosticReport(draft, scene, {
    candidates,
    results,
    media: [...photos.all.map(({ link }) => link), ...overlays.links],
    anamnesis: anamnesis === null ? null : referenceTo('QuestionnaireResponse', anamnesis.id),
  });
  const sources: Reference[] = photos.all.map(({ media }) => referenceTo('Media', media.id));
  const targets: Reference[] = [
    referenceTo('DiagnosticReport', report.id),
    ...results,
    ...overlays.all.map(({ id }) => referenceTo('Media', id)),
  ];
  const origin = provenance(draft, scene, targets, sources);
  return {
    resources: [
      device,
      ...photos.all.map(({ media }) => media),
      ...overlays.all,
      ...observations,
      ...(anamnesis === null ? [] : [anamnesis]),
      report,
      ...(origin === null ? [] : [origin]),
    ],
    issues: draft.issues,
  };
}
