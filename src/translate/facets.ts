import type { Coding, ObservationComponent } from 'fhir/r4.js';
import { codeableConcept } from '../fhir/codeable-concept.js';
import { quantity } from '../fhir/quantity.js';
import type { Score } from '../raw/report.js';
import { ownWords } from './as-received.js';
import { absentUnknown } from './codings.js';
import type { Draft } from './draft.js';
import { inSentence } from './shortened.js';

type Facet = Score['facets'][number];

/**
 * The items that a score is made of, as components in the vendor's order. They have names only, and translated ones: a
 * code is derived from the English name, otherwise the name stays text.
 *
 * @param at pointer to the array of facets.
 */
export function facetComponents(draft: Draft, facets: readonly Facet[], at: string): ObservationComponent[] {
  return facets.map(({ facet, value }, index) => {
    const name = draft.text(facet.name, `${at}/${index}/facet/name`);
    const display = draft.text(value.display, `${at}/${index}/value/display`);
    const coding = name === null ? null : facetCoding(draft, name);
    const component: ObservationComponent = {
      code:
        name === null
          ? ownWords(`Item ${index + 1}`)
          : codeableConcept(coding === null ? [] : [coding], name),
    };
    writeValue(component, textual(draft, value.raw, `${at}/${index}/value/raw`), display);
    if (display !== null) component.interpretation = [{ text: display }];
    return component;
  });
}

/** Descriptions of facets: a component has no note, so they become notes of the score. */
export function facetNotes(draft: Draft, facets: readonly Facet[], at: string): string[] {
  const notes: string[] = [];
  for (const [index, { facet }] of facets.entries()) {
    const description = draft.text(facet.description, `${at}/${index}/facet/description`);
    if (description !== null) notes.push(facetNote(index, draft.again(facet.name)) + description);
  }
  return notes;
}

/** What a note about a facet begins with: which one it is about, told by position, since names need not differ. */
export function facetNote(index: number, name: string | null): string {
  return name === null ? `Item ${index + 1}: ` : `Item ${index + 1} (${inSentence(name)}): `;
}

function facetCoding(draft: Draft, name: string): Coding | null {
  if (!/^en\b/.test(draft.context.locale)) return null;
  const slug = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return slug === '' ? null : draft.context.terminology.facet(slug);
}

function textual(draft: Draft, raw: Facet['value']['raw'], at: string): Facet['value']['raw'] {
  return typeof raw === 'string' ? draft.text(raw, at) : raw;
}

/**
 * A text of the vendor is a concept, so that it is told from a label that stands in for a value.
 *
 * @param label what is shown where there is no value.
 */
function writeValue(component: ObservationComponent, raw: Facet['value']['raw'], label: string | null): void {
  if (typeof raw === 'number') component.valueQuantity = quantity(raw, '1');
  else if (typeof raw === 'boolean') component.valueBoolean = raw;
  else if (raw !== null) component.valueCodeableConcept = { text: raw };
  else if (label !== null) component.valueString = label;
  else component.dataAbsentReason = absentUnknown;
}
