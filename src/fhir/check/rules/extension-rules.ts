import { extensionValueTypes, isOwnCanonical, OWN_BASE } from '../definitions.js';
import type { JsonObject } from '../json-object.js';
import type { Visit } from '../visit.js';

const CORE_BASE = 'http://hl7.org/fhir/StructureDefinition/';

/** ext-1, and for extensions whose definition is known: that it exists, and the type of the value. */
export function checkExtension(extension: JsonObject, visit: Visit): void {
  const value = valueName(extension);
  if ((value === undefined) === (extension['extension'] === undefined)) {
    visit.error('invariant', 'An extension has either a value or extensions (ext-1).');
  }
  const url = extension['url'];
  if (typeof url !== 'string') return;
  const types = extensionValueTypes(url);
  if (types === undefined) noteUnknown(url, visit);
  else if (value !== undefined && !types.has(value)) {
    visit.error(
      'extension',
      'The definition of the extension does not allow this type of value.',
      `.value${value}`,
    );
  }
}

/** `Quantity` for `valueQuantity`; undefined when there is no value. */
function valueName(extension: JsonObject): string | undefined {
  for (const key in extension) {
    if (extension[key] === undefined) continue;
    if (key.startsWith('value')) return key.slice('value'.length);
    if (key.startsWith('_value')) return key.slice('_value'.length);
  }
  return undefined;
}

function noteUnknown(url: string, visit: Visit): void {
  if (url.startsWith(OWN_BASE)) visit.error('extension', 'Nobody has defined this extension.', '.url');
  else if (url.startsWith(CORE_BASE)) {
    // HL7 defines new ones outside of R4; this gateway uses none of them.
    const text = 'R4 does not define this extension.';
    if (visit.closed) visit.error('extension', text, '.url');
    else visit.warning('extension', text, '.url');
  } else if (!url.includes(':') && !visit.isInsideOf(/xtension$/)) {
    visit.error('extension', 'The url of an extension is absolute, but inside of another extension.', '.url');
  }
}

/** Profiles below our own base must be ones that we publish. */
export function checkMeta({ profile }: JsonObject, visit: Visit): void {
  if (!Array.isArray(profile)) return;
  for (const [index, canonical] of profile.entries()) {
    if (typeof canonical === 'string' && canonical.startsWith(OWN_BASE) && !isOwnCanonical(canonical)) {
      visit.error('not-found', 'Nobody has defined this profile.', `.profile[${index}]`);
    }
  }
}
