import type { Extension } from 'fhir/r4.js';
import { quantity } from '../fhir/quantity.js';
import type { Annotation } from '../raw/report.js';
import { extensions } from './codings.js';
import type { Draft } from './draft.js';

/**
 * What the AI drew on an image: one complex extension an annotation (StructureDefinition image-annotation), rectangle in
 * pixels, confidence from 0 to 1.
 *
 * @param at pointer to the array of annotations.
 */
export function annotationExtensions(
  draft: Draft,
  annotations: readonly Annotation[],
  at: string,
): Extension[] {
  return annotations.flatMap((annotation, index) => {
    const extension = annotationParts(draft, annotation, `${at}/${index}`);
    return extension.length === 0 ? [] : [{ url: extensions.imageAnnotation, extension }];
  });
}

function annotationParts(draft: Draft, { id, type, confidence, rect }: Annotation, at: string): Extension[] {
  const parts: Extension[] = [];
  const idText = draft.identifier(id, `${at}/id`);
  const typeText = draft.text(type, `${at}/type`);
  if (idText !== null) parts.push({ url: 'id', valueString: idText });
  if (typeText !== null) parts.push({ url: 'type', valueString: typeText });
  if (confidence !== null) parts.push({ url: 'confidence', valueQuantity: quantity(confidence, '1') });
  if (rect === null) return parts;
  const { topLeft, width, height } = rect;
  for (const [url, value] of Object.entries({ x: topLeft.x, y: topLeft.y, width, height })) {
    // UCUM has no unit for a pixel: the unit is in words only.
    if (value !== null) parts.push({ url, valueQuantity: { value, unit: 'pixels' } });
  }
  return parts;
}
