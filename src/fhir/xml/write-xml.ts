import type { FhirResource } from 'fhir/r4.js';
import { isObject, type JsonObject } from '../check/json-object.js';
import { attributeText } from './xml-text.js';
import { xmlPropertiesOf, type XmlProperty } from './xml-type.js';

const NAMESPACE = ' xmlns="http://hl7.org/fhir"';

/**
 * Writes a resource as FHIR XML (https://hl7.org/fhir/R4/xml.html): elements in the order of R4's definitions, primitive
 * values as attributes, narratives as they are.
 *
 * @param resource FHIR JSON that is valid R4.
 * @param isPretty one element a line; a narrative stays in one piece.
 * @throws TypeError for a property that R4 does not have.
 */
export function writeXml(resource: FhirResource, isPretty = false): string {
  const root = writeResource({ ...resource }, NAMESPACE, isPretty ? '\n' : '');
  return `<?xml version="1.0" encoding="UTF-8"?>${isPretty ? '\n' : ''}${root}`;
}

/** @param gap what stands before this element: nothing, or the end of a line and the indentation. */
function writeResource(resource: JsonObject, attributes: string, gap: string): string {
  const type = String(resource['resourceType']);
  const { children } = writeMembers(resource, type, inner(gap));
  return element(type, attributes, children, gap);
}

/** Writes what an object holds: attributes for the start tag, and the children. */
function writeMembers(
  object: JsonObject,
  type: string,
  gap: string,
): { readonly attributes: string; readonly children: string } {
  let attributes = '';
  let children = '';
  for (const property of inOrder(object, type)) {
    const value = object[property.name];
    if (property.form === 'attribute') attributes += attribute(property.name, value);
    else if (property.form === 'primitive')
      children += writePrimitives(property.name, value, object[`_${property.name}`], gap);
    else for (const item of listOf(value)) children += writeItem(property, item, gap);
  }
  return { attributes, children };
}

function inOrder(object: JsonObject, type: string): Iterable<XmlProperty> {
  const properties = xmlPropertiesOf(type);
  const present = new Set<XmlProperty>();
  for (const key in object) {
    if (object[key] === undefined || key === 'resourceType') continue;
    const property = properties.get(key.startsWith('_') ? key.slice(1) : key);
    if (property === undefined) throw new TypeError(`R4 has no such property in ${type}`);
    present.add(property);
  }
  return [...present].sort((a, b) => a.order - b.order);
}

function writeItem({ name, type, form }: XmlProperty, item: unknown, gap: string): string {
  if (form === 'xhtml') return gap + String(item);
  if (!isObject(item)) throw new TypeError(`an object belongs in ${name}`);
  if (form === 'resource')
    return gap + element(name, '', inner(gap) + writeResource(item, '', inner(gap)), gap);
  const { attributes, children } = writeMembers(item, type, inner(gap));
  return gap + element(name, attributes, children, gap);
}

/** Value and `_value`, each one or a list, where a null keeps the place of a half that is missing. */
function writePrimitives(name: string, value: unknown, other: unknown, gap: string): string {
  const values = listOf(value);
  const others = listOf(other);
  let written = '';
  for (let index = 0; index < Math.max(values.length, others.length); index++) {
    const half = others[index];
    const { attributes, children } = isObject(half)
      ? writeMembers(half, 'Element', inner(gap))
      : { attributes: '', children: '' };
    written += gap + element(name, attributes + attribute('value', values[index]), children, gap);
  }
  return written;
}

function attribute(name: string, value: unknown): string {
  if (value === undefined || value === null) return '';
  const isPrimitive = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  if (!isPrimitive) throw new TypeError(`a primitive value belongs in ${name}`);
  return ` ${name}="${attributeText(String(value))}"`;
}

function element(name: string, attributes: string, children: string, gap: string): string {
  return children === '' ? `<${name}${attributes}/>` : `<${name}${attributes}>${children}${gap}</${name}>`;
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function inner(gap: string): string {
  return gap === '' ? '' : `${gap}  `;
}
