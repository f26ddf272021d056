import { packageInfo } from '../../src/package-info.js';
import { IG } from '../profiles/profile.js';

/** What a FHIR package says of itself. */
export interface PackageFacts {
  /** Reversed domain of its canonical URL, as FHIR packages are named (https://hl7.org/fhir/packages.html). */
  readonly name: string;
  readonly version: string;
  readonly title: string;
  readonly description: string;
  readonly canonical: string;
  /** When the youngest resource in it changed, `YYYY-MM-DD`: a package of the same resources is the same bytes. */
  readonly date: string;
}

/** @param dates of the resources, `YYYY-MM-DD`. */
export function packageFacts(dates: readonly string[]): PackageFacts {
  return {
    name: 'io.github.derm-fhir-gateway',
    version: packageInfo.version,
    title: 'Reports of a dermatology AI',
    description:
      'Profiles, extensions, value sets, code systems and maps of what derm-fhir-gateway makes of the raw reports of a dermatology AI, with examples.',
    canonical: IG,
    date: [...dates].sort().at(-1) ?? '',
  };
}

/** `package.json` of a FHIR package. */
export function packageManifest({
  name,
  version,
  title,
  description,
  canonical,
  date,
}: PackageFacts): object {
  return {
    name,
    version,
    type: 'IG',
    title,
    description,
    canonical,
    url: canonical,
    license: 'Apache-2.0',
    author: 'derm-fhir-gateway',
    fhirVersions: ['4.0.1'],
    'fhir-version-list': ['4.0.1'],
    dependencies: { 'hl7.fhir.r4.core': '4.0.1' },
    directories: { lib: 'package', example: 'example' },
    date: `${date.replaceAll('-', '')}000000`,
  };
}
