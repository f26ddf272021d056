import type {
  Bundle,
  DiagnosticReport,
  Element,
  Extension,
  FhirResource,
  Media,
  Observation,
  QuestionnaireResponse,
  Reference,
} from 'fhir/r4.js';
import { NotRestorable } from './not-restorable.js';

/** The resources of a Bundle, found by the references to them. */
export interface Resources {
  readonly report: DiagnosticReport;
  readonly observation: (reference: Reference | undefined) => Observation | null;
  readonly media: (reference: Reference | undefined) => Media | null;
  readonly anamnesis: (reference: Reference | undefined) => QuestionnaireResponse | null;
}

/**
 * Opens a whole-report Bundle of any kind: its references may be relative, absolute or `urn:uuid`.
 *
 * @throws NotRestorable when it does not hold exactly one DiagnosticReport.
 */
export function openResources(bundle: Bundle<FhirResource>): Resources {
  const byReference = new Map<string, FhirResource>();
  const reports: DiagnosticReport[] = [];
  for (const { fullUrl, resource } of bundle.entry ?? []) {
    if (resource === undefined) continue;
    if (fullUrl !== undefined) byReference.set(fullUrl, resource);
    if (resource.id !== undefined) byReference.set(`${resource.resourceType}/${resource.id}`, resource);
    if (resource.resourceType === 'DiagnosticReport') reports.push(resource);
  }
  const [report] = reports;
  if (report === undefined || reports.length > 1)
    throw new NotRestorable('A Bundle of one report holds exactly one DiagnosticReport.');
  const find = (to: Reference | undefined): FhirResource | undefined => byReference.get(to?.reference ?? '');
  return {
    report,
    observation: (to) => ofType(find(to), 'Observation'),
    media: (to) => ofType(find(to), 'Media'),
    anamnesis: (to) => ofType(find(to), 'QuestionnaireResponse'),
  };
}

function ofType<Type extends FhirResource['resourceType']>(
  resource: FhirResource | undefined,
  type: Type,
): Extract<FhirResource, { resourceType: Type }> | null {
  return resource !== undefined && isType(resource, type) ? resource : null;
}

function isType<Type extends FhirResource['resourceType']>(
  resource: FhirResource,
  type: Type,
): resource is Extract<FhirResource, { resourceType: Type }> {
  return resource.resourceType === type;
}

/** The extensions of one kind. */
export function extensionsOf({ extension = [] }: Pick<Element, 'extension'>, url: string): Extension[] {
  return extension.filter((one) => one.url === url);
}
