import type { FhirResource } from 'fhir/r4.js';
import type { z } from 'zod';
import { OutcomeError } from '../../fhir/outcome.js';
import type { Shelf } from '../../terminology/library/shelf.js';
import type { OperationParameters } from '../operation/operation-parameters.js';
import type { FhirOperation } from '../routing/route.js';
import { readInput, refuse } from './input.js';

/** A terminology operation of R4 as this server has it. */
export interface TerminologyOperation extends FhirOperation {
  readonly levels: readonly ('type' | 'instance')[];
  /** Names of its parameters, those that are refused included. */
  readonly parameters: readonly string[];
  /**
   * @param id of the resource that it is called on; null: it is called on the type.
   * @throws OutcomeError
   */
  readonly answer: (given: OperationParameters, id: string | null) => FhirResource;
}

/** What tells one operation from another. */
interface Definition<Shape extends z.ZodRawShape> {
  readonly type: 'CodeSystem' | 'ValueSet' | 'ConceptMap';
  readonly name: string;
  readonly levels: TerminologyOperation['levels'];
  /** Parameters that it takes; each gets the list of its values. */
  readonly schema: z.ZodObject<Shape>;
  /** Parameters that R4 defines for it, and that would change the answer if they were not refused. */
  readonly refused: readonly string[];
  readonly answer: (input: z.infer<z.ZodObject<Shape>>, id: string | null) => FhirResource;
}

/** Makes an operation of HL7's of its definition. */
export function operationOf<Shape extends z.ZodRawShape>(
  definition: Definition<Shape>,
): TerminologyOperation {
  const { type, name, levels, schema, refused, answer } = definition;
  return {
    type,
    name,
    definition: `http://hl7.org/fhir/OperationDefinition/${type}-${name}`,
    levels,
    parameters: [...Object.keys(schema.shape), ...refused],
    answer: (given, id) => {
      refuse(refused, given);
      return answer(readInput(schema, given), id);
    },
  };
}

/** How a caller names a resource. */
interface Named {
  /** null: by its URL. */
  readonly id: string | null;
  readonly url: string | undefined;
  readonly version?: string | undefined;
}

/**
 * Takes the resource that an operation is about from its shelf.
 *
 * @throws OutcomeError 400 when none is named, 404 when there is no such.
 */
export function named<T>(shelf: Shelf<T>, { id, url, version }: Named): T {
  if (id === null && url === undefined)
    throw new OutcomeError('missing-parameter', 'The canonical URL must be given, or the id in the path.');
  const found = id === null ? shelf.byUrl(url ?? '', version) : shelf.byId(id);
  if (found === undefined) throw new OutcomeError('not-found', `There is no such ${shelf.type} here.`);
  return found;
}
