import type { Coding, ElementDefinition } from 'fhir/r4.js';
import { isJsonObject } from '../../src/raw/json-value.js';
import { definitionAt, elementsOf, fixedOf, type Element, type Place } from './element.js';
import { readMappings } from '../own-mappings.js';
import { IG } from '../profiles/profile.js';
import { link } from './link.js';

/** Names of code systems on the page, and their URLs. */
export const systems: Readonly<Record<string, string>> = {
  DICOM: 'http://dicom.nema.org/resources/ontology/DCM',
  'ICD-11': 'http://id.who.int/icd/release/11/mms',
  LOINC: 'http://loinc.org',
  'SNOMED CT': 'http://snomed.info/sct',
  UCUM: 'http://unitsofmeasure.org',
};

const namingSystems = readMappings().filter((one) => one.resourceType === 'NamingSystem');

const HL7 = 'http://terminology.hl7.org/CodeSystem/';

/** Codes that the profile of an element fixes or binds, as Markdown: those that say what it is, its unit, its value set. */
export function codesOf({ places }: Element): string[] {
  return places.flatMap((place, at) => {
    const next = places[at + 1]?.id.slice(place.id.length) ?? '';
    return [...conceptCodes(place, next), ...unitOf(place), ...systemOf(place), ...setOf(place)];
  });
}

/** What the code of a resource or component is, where the next step leads to what it is the code of. */
function conceptCodes(place: Place, next: string): string[] {
  if (!/^\.(?:value\[x\]|dataAbsentReason|component)/.test(next)) return [];
  const code: unknown = isJsonObject(place.value) ? place.value['code'] : undefined;
  const list: unknown = isJsonObject(code) ? code['coding'] : undefined;
  const codings = Array.isArray(list) ? list.filter(isCoding) : [];
  const required = elementsOf(place.profile).some(
    ({ id = '', binding }) => id.startsWith(`${place.id}.code.coding:`) && binding?.strength === 'required',
  );
  const definition = definitionAt(place, '.code');
  if (required || fixedOf(definition) !== undefined) return codings.map(codingInWords);
  return next.startsWith('.component') ? [] : linkToSet(definition);
}

function isCoding(value: unknown): value is Coding {
  return isJsonObject(value) && typeof value['system'] === 'string' && typeof value['code'] === 'string';
}

/** A coding as Markdown: its system and code. */
export function codingInWords({ system = '', code = '' }: Coding): string {
  return `${nameOf(system)} \`${code}\``;
}

function nameOf(system: string): string {
  const known = Object.entries(systems).find(([, url]) => url === system)?.[0];
  if (known !== undefined) return known;
  const naming = namingSystems.find(({ uniqueId }) => uniqueId.some(({ value }) => value === system));
  if (naming !== undefined) return link(naming.id ?? '', 'NamingSystem');
  if (system.startsWith(HL7)) return `HL7 ${idOf(system)}`;
  return system.startsWith(`${IG}/CodeSystem/`) ? link(idOf(system), 'CodeSystem') : `\`${system}\``;
}

function unitOf(place: Place): string[] {
  const fixed = fixedOf(definitionAt(place));
  if (!isJsonObject(fixed) || !/value\[x\]$|\.(?:low|high)$/.test(place.id)) return [];
  const { code, unit } = fixed;
  if (typeof code === 'string') return [`UCUM \`${code}\``];
  return typeof unit === 'string' ? [unit] : [];
}

/** Of which system a sliced identifier or coding is. */
function systemOf(place: Place): string[] {
  const fixed = /:[^.:]+$/.test(place.id) ? fixedOf(definitionAt(place, '.system')) : undefined;
  return typeof fixed === 'string' ? [`system ${nameOf(fixed)}`] : [];
}

function setOf(place: Place): string[] {
  return linkToSet(definitionAt(place));
}

function linkToSet(definition: ElementDefinition | undefined): string[] {
  const { strength = '', valueSet = '' } = definition?.binding ?? {};
  return valueSet.startsWith(IG) ? [`${strength}: ${link(idOf(valueSet), 'ValueSet')}`] : [];
}

function idOf(url: string): string {
  return url.slice(url.lastIndexOf('/') + 1);
}
