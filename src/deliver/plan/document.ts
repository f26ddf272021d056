import { objectsIn, type JsonObject } from '../../fhir/check/json-object.js';
import { createIdSource } from '../../fhir/id-source.js';
import { escapeXml, narrative } from '../../fhir/narrative.js';
import { ownSystems } from '../../translate/codings.js';
import { resourceIdentifier } from '../../translate/resource-identifier.js';
import type { DeliveryDestination } from '../destination/delivery-destination.js';
import { withMeta } from './labels.js';
import { attachmentOf, attachmentsOf, inlined } from './media.js';
import type { PlannedFiles } from './plan.js';
import type { PlanResource } from './plan-resource.js';
import { withEncounterSystem, withSubject } from './subject.js';

const idOf = createIdSource(ownSystems.resource);
const ICD11 = 'http://id.who.int/icd/release/11/mms';

/**
 * Makes one DocumentReference of a report, for servers that take nothing else: its printable form, or its conclusion as plain text
 * where it has none or none is wanted, and what was found as category and description, by which people find documents.
 *
 * @throws NotPlannable as `withSubject` says.
 */
export function documentOf(
  report: PlanResource,
  destination: DeliveryDestination,
  files: PlannedFiles,
): PlanResource {
  const [given = report] = withSubject([report], destination);
  const known = withEncounterSystem(given, destination.encounterSystem);
  const { language, code, category, subject, issued, performer, conclusionCode, encounter } = known;
  const description = descriptionOf(known);
  const id = idOf(`${report.id}|DocumentReference`);
  const document: PlanResource = {
    resourceType: 'DocumentReference',
    id,
    language,
    text: narrative(languageOf(known), `<p>${escapeXml(description)}</p>`),
    identifier: [resourceIdentifier(id)],
    status: 'current',
    docStatus: 'preliminary',
    type: code,
    category: [...objectsIn(category), ...objectsIn(conclusionCode)],
    subject,
    date: issued,
    author: performer,
    description,
    content: [{ attachment: attachment(known, destination, files) }],
    context: {
      ...(encounter === undefined ? {} : { encounter: [encounter] }),
      related: [{ type: 'DiagnosticReport', identifier: resourceIdentifier(report.id) }],
    },
  };
  return withMeta(document, destination);
}

function languageOf({ language }: PlanResource): string {
  return typeof language === 'string' ? language : 'en';
}

/** The conclusion and its ICD-11 codes, for receivers that show and search text only. */
function descriptionOf({ conclusion, conclusionCode }: PlanResource): string {
  const codes = objectsIn(conclusionCode)
    .flatMap(({ coding }) => objectsIn(coding))
    .flatMap(({ system, code }) => (system === ICD11 && typeof code === 'string' ? [code] : []));
  const words = typeof conclusion === 'string' ? conclusion : 'AI-generated preliminary assessment.';
  return codes.length === 0 ? words : `${words} ICD-11: ${codes.join(', ')}.`;
}

function attachment(
  report: PlanResource,
  { media }: Pick<DeliveryDestination, 'media'>,
  files: PlannedFiles,
): JsonObject {
  const [printable] = attachmentsOf(report);
  if (printable !== undefined && media !== 'omit') {
    return media === 'inline' ? inlined(printable, files) : printable;
  }
  const bytes = new TextEncoder().encode(descriptionOf(report));
  return {
    language: languageOf(report),
    title: 'Conclusion',
    ...attachmentOf({ contentType: 'text/plain; charset=utf-8', bytes }),
  };
}
