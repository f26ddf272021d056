import { pointerTo } from '../raw/json-pointer.js';
import type { Path } from '../raw/moves.js';
import { readReport } from '../raw/read-report.js';
import type { TranslateContext } from '../translate/context.js';
import { Draft } from '../translate/draft.js';
import { tenantIds } from '../translate/tenant-ids.js';
import { translate } from '../translate/translate.js';
import { contextOf, type TranslateRequest, type TranslatorOptions } from '../translate/translator.js';
import { createEffects } from './effects.js';
import { outerPath } from './element-path.js';
import { Elements, keyOf } from './elements.js';
import type { ElementOrigin, Explanation, FieldFate } from './explanation.js';
import { fatesOf } from './fates.js';
import { fieldsOf } from './fields.js';
import { IMPLIED } from './reason.js';
import { placesOf } from './place.js';
import { demandFew, demandLittleWork } from './too-much-to-explain.js';

/**
 * Explains a translation: for each element of the resources what of the raw report it was made from, and for each value of
 * the raw report where it went. Nothing is written down for it: each value is changed in turn, the report is translated
 * again, and what differs is what came from the value. Pure, like the translation.
 *
 * @param json the raw report as it was received, in any shape that `readReport` reads.
 * @param context of the translation.
 * @throws ReportRejected when it is no raw report.
 * @throws TooMuchToExplain
 */
export function explain(json: unknown, context: TranslateContext): Explanation {
  return lastOf(explaining(json, context));
}

/** Takes all steps at once. */
export function lastOf(steps: ExplanationSteps): Explanation {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** An explanation in the making: one change of the raw report a step. */
export type ExplanationSteps = Generator<undefined, Explanation>;

/** Raw report → steps to its explanation, as the translator of the same options translates it. */
export type Explainer = (json: unknown, request?: TranslateRequest) => ExplanationSteps;

/** @throws what `explain` throws, and BadLanguage, from the explainer. */
export function createExplainer(options: TranslatorOptions): Explainer {
  const { context } = options;
  const idsOf = tenantIds(context);
  return (json, request) => {
    const own = { ...context, idOf: idsOf(request?.tenant) };
    return explaining(json, contextOf({ ...options, context: own }, request));
  };
}

/** Begins at once, so that a document that is no report is known before the first step. */
function explaining(json: unknown, context: TranslateContext): ExplanationSteps {
  const read = readReport(json);
  const places = placesOf(read.report);
  const fields = fieldsOf(json, places, read.sourceOf);
  demandFew(fields.length);
  const { resources, issues } = translate(read, context);
  demandLittleWork(fields.length, json, resources);
  const elements = new Elements(resources);
  const effectsOf = createEffects(read.report, resources, context);
  const draft = new Draft(read, context);
  const shown = (path: Path): string => draft.shown(pointerTo(path));
  const fates = fatesOf(fields, {
    report: read.report,
    places,
    issues,
    elements,
    effectsOf,
    pointerTo: shown,
  });
  return collected(fates, elements);
}

function* collected(fates: Generator<undefined, FieldFate[]>, elements: Elements): ExplanationSteps {
  const fields = yield* fates;
  return { elements: originsOf(elements, fields), fields };
}

/** The fates of the fields, read the other way round. What an element is a part of would take it away, were it gone. */
function originsOf(elements: Elements, fields: readonly FieldFate[]): ElementOrigin[] {
  const sources = new Map<string, Set<string>>();
  for (const { pointer, targets, reason } of fields) {
    // It is said there already by another field, which is the source.
    if (reason === IMPLIED) continue;
    for (const target of targets) {
      const known = sources.get(keyOf(target));
      if (known === undefined) sources.set(keyOf(target), new Set([pointer]));
      else known.add(pointer);
    }
  }
  return elements.all().flatMap((target) => {
    const own = sources.get(keyOf(target)) ?? [];
    const around = sources.get(keyOf({ ...target, path: outside(target.path) })) ?? [];
    const found = new Set([...own, ...around]);
    // Elements come after what they are a part of.
    if (found.size > 0) sources.set(keyOf(target), found);
    return found.size === 0 ? [] : [{ ...target, sources: [...found] }];
  });
}

/** The path of what an element is a part of; nothing, if that is the resource. */
function outside(path: string): string {
  const outer = outerPath(path);
  return outer.includes('.') ? outer : '';
}
