import { jsonName } from '../check/property.js';
import { elementsOf, isComplexType, isResourceType } from '../check/definitions.js';

/** One JSON property of a type, as XML writes it. */
export interface XmlProperty {
  /** Name in JSON and in XML, e.g. `status`, `valueQuantity`. */
  readonly name: string;
  /** Name of its type, e.g. `code`, `Quantity`, `Observation.component`. */
  readonly type: string;
  /** Place among the properties: XML keeps the order of the definitions. */
  readonly order: number;
  readonly form: 'attribute' | 'xhtml' | 'resource' | 'complex' | 'primitive';
}

const known = new Map<string, ReadonlyMap<string, XmlProperty>>();

/** The properties of a complex type by their names; worked out once. */
export function xmlPropertiesOf(typeName: string): ReadonlyMap<string, XmlProperty> {
  const found = known.get(typeName);
  if (found !== undefined) return found;
  const properties = elementsOf(typeName).flatMap((element) =>
    element.types.map((type) => ({ name: jsonName(element, type), type: type.name })),
  );
  const byName = new Map(
    properties.map(({ name, type }, order) => [
      name,
      { name, type, order, form: formOf(typeName, name, type) },
    ]),
  );
  known.set(typeName, byName);
  return byName;
}

function formOf(owner: string, name: string, type: string): XmlProperty['form'] {
  // https://hl7.org/fhir/R4/xml.html: the ids of elements and the URLs of extensions are attributes, a resource's id is none.
  if ((name === 'id' && !isResourceType(owner)) || (name === 'url' && owner === 'Extension')) {
    return 'attribute';
  }
  if (type === 'xhtml') return type;
  if (type === 'Resource') return 'resource';
  return isComplexType(type) ? 'complex' : 'primitive';
}
