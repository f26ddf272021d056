import { explain } from '../../../src/explain/explain.js';
import type { Explanation, FieldFate, Target } from '../../../src/explain/explanation.js';
import { readReport } from '../../../src/raw/read-report.js';
import type { TranslateContext } from '../../../src/translate/context.js';
import { translate, type TranslatedResource } from '../../../src/translate/translate.js';
import { testContext } from '../../helpers/context.js';

/** An explanation that can be asked. */
export interface Asked extends Explanation {
  readonly resources: readonly TranslatedResource[];
  readonly field: (pointer: string) => FieldFate;
  /** Paths of a field's targets, each after the role of its resource: `Observation[0].valueQuantity.value`. */
  readonly targetsOf: (pointer: string) => string[];
  /** What an element was made from. */
  readonly sourcesOf: (rolePath: string) => readonly string[];
}

/** Explains a report; resources are told by type and position among those of their type. */
export function explained(json: unknown, context: TranslateContext = testContext()): Asked {
  const explanation = explain(json, context);
  const { resources } = translate(readReport(json), context);
  const roleOf = ({ resource, path }: Target): string => {
    const [type = '', id] = resource.split('/');
    const index = resources
      .filter(({ resourceType }) => resourceType === type)
      .findIndex((one) => one.id === id);
    return path.replace(type, `${type}[${index}]`);
  };
  const field = (pointer: string): FieldFate => {
    const found = explanation.fields.find((one) => one.pointer === pointer);
    if (found === undefined) throw new Error(`nothing at ${pointer}`);
    return found;
  };
  const sourcesOf = (rolePath: string): readonly string[] =>
    explanation.elements.find((one) => roleOf(one) === rolePath)?.sources ?? [];
  return {
    ...explanation,
    resources,
    field,
    targetsOf: (pointer) => field(pointer).targets.map(roleOf),
    sourcesOf,
  };
}
