import fhirPackage from 'fhir';
import { SaxesParser } from 'saxes';

let fhir: InstanceType<typeof fhirPackage.Fhir> | undefined;

/**
 * Reads FHIR XML with the npm package `fhir`, which is not ours.
 *
 * @throws Error when `saxes`, which is stricter than it, finds the text not well-formed.
 */
export function parseXml(xml: string): unknown {
  new SaxesParser({ xmlns: true }).write(xml).close();
  fhir ??= new fhirPackage.Fhir();
  return fhir.xmlToObj(xml);
}

/**
 * What must be the same after a resource was written as XML and read again. Numbers count as text: the package reads decimals
 * as strings, and where a value stands decides its type in XML. Narratives are left out, for the package unescapes them twice;
 * {@link narrativesIn} is for them.
 */
export function comparable(value: unknown): unknown {
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return value.map(comparable);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).filter(([key]) => key !== 'div');
  return Object.fromEntries(members.map(([key, item]) => [key, comparable(item)]));
}

/** The narratives in a resource and in what it holds: they stand in XML as they are. */
export function narrativesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]: [string, unknown]) =>
    key === 'div' && typeof item === 'string' ? [item] : narrativesIn(item),
  );
}
