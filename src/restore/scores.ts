import type {
  CodeableConcept,
  Observation,
  ObservationComponent,
  ObservationReferenceRange,
} from 'fhir/r4.js';
import { z } from 'zod';
import { markdownAsPlain } from '../fhir/markdown.js';
import type { Band, Facet, Score } from '../raw/report.js';
import { receivedText, wordsOf } from '../translate/as-received.js';
import { extensions, localSystems } from '../translate/codings.js';
import { facetNote } from '../translate/facets.js';
import { codeFrom } from './concepts.js';
import { explainabilityOf } from './media.js';
import { NotRestorable } from './not-restorable.js';
import { extensionsOf, type Resources } from './resources.js';

/** A severity score. */
export function scoreOf(resources: Resources, observation: Observation): Score {
  const { code, component = [], valueQuantity, interpretation, referenceRange = [] } = observation;
  const reduction = component.find((part) => isReduction(part));
  const facets = component.filter((part) => !isReduction(part));
  const overlay = extensionsOf(observation, extensions.supportingInfo)[0]?.valueReference;
  return {
    scoringSystem: { name: wordsOf(code), code: codeFrom(code, localSystems.scoringSystem) },
    score: {
      value: valueQuantity?.value ?? null,
      severity: { value: gradeOf(interpretation?.[0]), interpretations: referenceRange.map(bandOf) },
    },
    ...(reduction === undefined ? {} : { reduction: reduction.valueQuantity?.value ?? null }),
    facets: facets.map((facet, index) => facetOf(facet, index, observation)),
    explainabilityMedia: explainabilityOf(resources.media(overlay)),
  };
}

function isReduction({ code }: ObservationComponent): boolean {
  return codeFrom(code, localSystems.dermatologyAi) === 'score-reduction';
}

/** The number of a grade that has no code is the first of its words. */
function gradeOf(concept: CodeableConcept | undefined): number | null {
  if (concept === undefined) return null;
  const code = concept.coding?.[0]?.code ?? concept.text?.split(', ')[0];
  return code === undefined ? null : Number(code);
}

function bandOf(range: ObservationReferenceRange): Band {
  return {
    min: range.low?.value ?? null,
    max: range.high?.value ?? null,
    text: wordsOf(range),
    coding: gradesOf(range.type),
  };
}

const gradesSchema = z.array(z.object({ code: z.string().nullable(), display: z.string().nullable() }));

function gradesOf(concept: CodeableConcept | undefined): Band['coding'] {
  const received = concept === undefined ? null : receivedText(concept);
  if (received === null)
    return (concept?.coding ?? []).map(({ code, display }) => ({
      code: code ?? null,
      display: display ?? null,
    }));
  try {
    return gradesSchema.parse(JSON.parse(received));
  } catch {
    throw new NotRestorable('The grades of a band, as received, are not what this gateway writes.');
  }
}

function facetOf(component: ObservationComponent, index: number, { note = [] }: Observation): Facet {
  const name = wordsOf(component.code);
  const start = facetNote(index, name);
  const about = note.map(({ text }) => markdownAsPlain(text)).find((text) => text.startsWith(start));
  const { valueQuantity, valueBoolean, valueCodeableConcept } = component;
  return {
    facet: { name, description: about?.slice(start.length) ?? null },
    value: {
      display: component.interpretation?.[0]?.text ?? null,
      raw: valueQuantity?.value ?? valueBoolean ?? valueCodeableConcept?.text ?? null,
    },
  };
}
