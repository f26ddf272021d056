import { gzipSync } from 'fflate';
import type { FhirResource } from 'fhir/r4.js';
import { implementationGuide } from './implementation-guide.js';
import { packageFacts, packageManifest } from './package-facts.js';
import { packageIndex } from './package-index.js';
import { tar } from './tar.js';

/** A FHIR package, ready to be written. */
export interface FhirPackage {
  /** `<name>-<version>.tgz`. */
  readonly file: string;
  readonly bytes: Uint8Array;
}

/**
 * Packs resources as a FHIR NPM package (https://hl7.org/fhir/packages.html). The same resources give the same bytes.
 *
 * @param resources what is published.
 * @param examples instances of it.
 */
export function fhirPackage(
  resources: readonly FhirResource[],
  examples: readonly FhirResource[],
): FhirPackage {
  const facts = packageFacts(
    resources.flatMap((one) => ('date' in one && one.date !== undefined ? [one.date] : [])),
  );
  const published = byFile([...resources, implementationGuide(facts, resources, examples)]);
  const files = new Map([
    ['package/package.json', packageManifest(facts)],
    ['package/.index.json', packageIndex(published)],
    ...inFolder('package', published),
    ['package/example/.index.json', packageIndex(byFile(examples))],
    ...inFolder('package/example', byFile(examples)),
  ]);
  const texts = new Map(
    [...files].map(([path, json]) => [path, Buffer.from(`${JSON.stringify(json, null, 1)}\n`)]),
  );
  // Zero is no time: gzip has no other way to say nothing.
  return { file: `${facts.name}-${facts.version}.tgz`, bytes: gzipSync(tar(texts), { level: 9, mtime: 0 }) };
}

function byFile(resources: readonly FhirResource[]): Map<string, FhirResource> {
  const named = resources.map((one): [string, FhirResource] => [
    `${one.resourceType}-${one.id ?? ''}.json`,
    one,
  ]);
  return new Map(named.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function inFolder(folder: string, files: ReadonlyMap<string, FhirResource>): [string, object][] {
  return [...files].map(([file, resource]) => [`${folder}/${file}`, resource]);
}
