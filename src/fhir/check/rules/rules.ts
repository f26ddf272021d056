import { checkAttachment } from './attachment-rules.js';
import { checkBundle, checkDocument } from './bundle-rules.js';
import { checkCapabilityStatement, checkRest, checkRestResource } from './capability-statement-rules.js';
import { checkCoding } from './coding-rules.js';
import { checkContactPoint } from './contact-point-rules.js';
import { checkExtension, checkMeta } from './extension-rules.js';
import { checkFullUrls } from './full-url-rules.js';
import { checkIdentifier } from './identifier-rules.js';
import type { JsonObject } from '../json-object.js';
import { checkObservation, checkReferenceRange } from './observation-rules.js';
import { checkParameter } from './parameters-rules.js';
import { checkPeriod } from './period-rules.js';
import { checkQuantity, checkRange, checkRatio, checkUcumOnly, checkUnitGiven } from './quantity-rules.js';
import { checkQuestionnaireResponseItem } from './questionnaire-response-rules.js';
import { checkRequests } from './request-rules.js';
import {
  checkCodeSystem,
  checkConceptMapTarget,
  checkValueSetInclude,
} from './terminology-resource-rules.js';
import type { Visit } from '../visit.js';

/** Checks what the structure alone does not say about one object of a type. Its members have been checked before. */
export type Rule = (object: JsonObject, visit: Visit) => void;

/** Type → its rules. Whatever is not here follows from the definitions of R4 alone. */
const rules: ReadonlyMap<string, readonly Rule[]> = new Map<string, readonly Rule[]>([
  ['Age', [checkQuantity, checkUcumOnly, checkUnitGiven]],
  ['Attachment', [checkAttachment]],
  ['Bundle', [checkBundle, checkDocument, checkFullUrls, checkRequests]],
  ['CapabilityStatement', [checkCapabilityStatement]],
  ['CapabilityStatement.rest', [checkRest]],
  ['CapabilityStatement.rest.resource', [checkRestResource]],
  ['CodeSystem', [checkCodeSystem]],
  ['Coding', [checkCoding]],
  ['ConceptMap.group.element.target', [checkConceptMapTarget]],
  ['ContactPoint', [checkContactPoint]],
  ['Count', [checkQuantity]],
  ['Distance', [checkQuantity, checkUcumOnly, checkUnitGiven]],
  ['Duration', [checkQuantity, checkUcumOnly]],
  ['Extension', [checkExtension]],
  ['Identifier', [checkIdentifier]],
  ['Meta', [checkMeta]],
  ['Observation', [checkObservation]],
  ['Observation.referenceRange', [checkReferenceRange]],
  ['Parameters.parameter', [checkParameter]],
  ['Period', [checkPeriod]],
  ['Quantity', [checkQuantity]],
  ['QuestionnaireResponse.item', [checkQuestionnaireResponseItem]],
  ['Range', [checkRange]],
  ['Ratio', [checkRatio]],
  ['SimpleQuantity', [checkQuantity]],
  ['ValueSet.compose.include', [checkValueSetInclude]],
]);

const NONE: readonly Rule[] = [];

/** The rules of a type, e.g. `Observation`, `Quantity`, `Observation.referenceRange`. */
export function rulesOf(typeName: string): readonly Rule[] {
  return rules.get(typeName) ?? NONE;
}
