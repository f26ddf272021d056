import { readReport } from '../raw/read-report.js';
import type { TranslateContext } from '../translate/context.js';
import { translate } from '../translate/translate.js';
import { Elements, keyOf } from './elements.js';
import type { ElementOrigin, Explanation, FieldFate } from './explanation.js';
import { fatesOf } from './fates.js';

/**
 * Explains a translation: for each element of the resources what of the raw report it was made from, and for each value of
 * the raw report where it went. Nothing is written down for it: each value is changed in turn, the report is translated
 * again, and what differs is what came from the value. Pure, like the translation.
 *
 * @param json the raw report as it was received, in any shape that `readReport` reads.
 * @param context of the translation.
 * @throws ReportRejected when it is no raw report.
 */
export function explain(json: unknown, context: TranslateContext): Explanation {
  const steps = explaining(json, context);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** The same, one value of the raw report at a time: a long report can be explained between other things. */
export function* explaining(json: unknown, context: TranslateContext): Generator<undefined, Explanation> {
  const read = readReport(json);
  const translation = translate(read, context);
  const elements = new Elements(translation.resources);
  const fields: FieldFate[] = [];
  for (const fate of fatesOf(json, read, { ...translation, elements }, context)) {
    fields.push(fate);
    yield;
  }
  return { elements: originsOf(elements, fields), fields };
}

/** The fates of the fields, read the other way round. */
function originsOf(elements: Elements, fields: readonly FieldFate[]): ElementOrigin[] {
  const sources = new Map<string, string[]>();
  for (const { pointer, targets } of fields) {
    for (const target of targets) {
      const key = keyOf(target);
      const known = sources.get(key);
      if (known === undefined) sources.set(key, [pointer]);
      else known.push(pointer);
    }
  }
  return elements.all().flatMap((target) => {
    const found = sources.get(keyOf(target));
    return found === undefined ? [] : [{ ...target, sources: found }];
  });
}
