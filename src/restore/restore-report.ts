import type { Bundle, DiagnosticReport, Extension, FhirResource } from 'fhir/r4.js';
import type { JsonValue, Report } from '../raw/report.js';
import { receivedText } from '../translate/as-received.js';
import { extensions, ownSystems } from '../translate/codings.js';
import type { ReportIdentifier } from '../translate/context.js';
import { bodySiteOf, pathologyOf } from './concepts.js';
import { restoreMedia } from './media.js';
import { NotRestorable } from './not-restorable.js';
import { extensionsOf, openResources, type Resources } from './resources.js';
import { kindOf, restoreResult } from './result.js';

/** Whose numbers the identifiers of patient and encounter are: the context of the translation knows. */
export interface RestoreContext {
  /** Identifier.system of the visit identifier; null: an encounter may have any. */
  readonly encounterSystem?: string | null;
  readonly fromReport?: { readonly subject?: ReportIdentifier | null };
}

/**
 * Rebuilds the normalised report from the FHIR resources alone: everything but the vendor's links, which are nowhere in
 * FHIR. Media and PDF have the gateway's links in their place.
 *
 * @param bundle as `createTranslator` makes it, of any kind.
 * @throws NotRestorable when it is something else.
 */
export function restoreReport(bundle: Bundle<FhirResource>, context: RestoreContext = {}): Report {
  const resources = openResources(bundle);
  const { report } = resources;
  const observations = (report.result ?? []).flatMap((to) => resources.observation(to) ?? []);
  const qualities = observations.filter((one) => kindOf(one) === 'image-quality');
  const { macroscopicMedia, observations: analysed } = restoreMedia(resources, qualities);
  return {
    id: identifierOf(report, ownSystems.report) ?? lacking("the vendor's report identifier"),
    url: null,
    pdf: report.presentedForm?.[0]?.url ?? null,
    visitIdentifier: visitOf(report, context),
    patientIdentifier: patientOf(report, context),
    extraData: extraDataOf(report),
    pathology: pathologyOf(report.conclusionCode?.[0]),
    bodySite: bodySiteOf(placeOf(resources, observations)),
    createdAt: receivedText(report._effectiveDateTime) ?? report.effectiveDateTime ?? null,
    anamnesisGeneral: anamnesisOf(resources),
    macroscopicMedia,
    result: {
      id: identifierOf(report, ownSystems.result),
      observations: analysed,
      ...restoreResult(resources, observations),
    },
  };
}

function lacking(what: string): never {
  throw new NotRestorable(`The DiagnosticReport lacks ${what}.`);
}

function identifierOf({ identifier = [] }: DiagnosticReport, system: string): string | null {
  return identifier.find((one) => one.system === system)?.value ?? null;
}

/** A caller's own encounter is told from the report's by its system. */
function visitOf({ encounter }: DiagnosticReport, { encounterSystem = null }: RestoreContext): string | null {
  const { system = null, value = null } = encounter?.identifier ?? {};
  return encounterSystem === null || system === encounterSystem ? value : null;
}

function patientOf({ subject }: DiagnosticReport, { fromReport }: RestoreContext): string | null {
  const place = fromReport?.subject;
  if (place?.pointer !== '/patientIdentifier' || subject?.identifier?.system !== place.system) return null;
  return subject.identifier.value ?? null;
}

function extraDataOf(report: DiagnosticReport): JsonValue {
  const json = extensionsOf(report, extensions.extraData)[0]?.valueString;
  try {
    return json === undefined ? null : (JSON.parse(json) as JsonValue);
  } catch {
    throw new NotRestorable('The extra data are not the JSON text that this gateway writes.');
  }
}

/** Everything about the body tells the same place; a report without anything tells it itself. */
function placeOf(
  resources: Resources,
  observations: readonly { readonly bodySite?: Extension['valueCodeableConcept'] }[],
): Extension['valueCodeableConcept'] {
  const media = (resources.report.media ?? []).flatMap(({ link }) => resources.media(link) ?? []);
  const placed = [...observations, ...media].find(({ bodySite }) => bodySite !== undefined);
  return placed?.bodySite ?? extensionsOf(resources.report, extensions.bodySite)[0]?.valueCodeableConcept;
}

function anamnesisOf(resources: Resources): Report['anamnesisGeneral'] {
  return extensionsOf(resources.report, extensions.supportingInfo).flatMap(({ valueReference }) =>
    (resources.anamnesis(valueReference)?.item ?? []).map(({ text, answer }) => ({
      question: text ?? null,
      answer: answer?.[0]?.valueString ?? null,
    })),
  );
}
