/**
 * The library: what the service and the command line stand on, for engines in JavaScript that want to embed it. Nothing here
 * reads the environment or the clock, or writes anything; `createTerminology` reads `mappings/`, once.
 *
 * Parts of a Bundle that are the same in every report are frozen, and resources share some parts: whoever wants to change one,
 * changes a `structuredClone`.
 *
 * @example
 * const translate = createTranslator({ context: createContext({ terminology: createTerminology() }) });
 * const { bundle, issues } = translate(parseReport(text), { type: 'transaction' });
 */
export { explain } from './explain/explain.js';
export type { ElementOrigin, Explanation, FieldFate, Reason, Target } from './explain/explanation.js';
export { explanationParameters } from './explain/explanation-parameters.js';
export { TooMuchToExplain } from './explain/too-much-to-explain.js';
export { bundleTypes, type BundleType } from './fhir/bundle.js';
export { check, type CheckIssue, type CheckOptions } from './fhir/check/check.js';
export { BadLanguage } from './fhir/language.js';
export { issuesToOutcome } from './translate/issues-to-outcome.js';
export { BadReferenceParameter, parseReferenceParameter } from './fhir/reference-parameter.js';
export {
  parseReport,
  readReport,
  ReportRejected,
  type RawIssue,
  type RawLimits,
  type ReadReport,
  type Report,
  type Violation,
} from './raw/read-report.js';
export { NotRestorable } from './restore/not-restorable.js';
export type { RestoreContext } from './restore/restore-report.js';
export { toRaw } from './restore/to-raw.js';
export { InvalidTabulation } from './terminology/icd11/invalid-tabulation.js';
export { readTabulation } from './terminology/icd11/read-tabulation.js';
export type { Icd11Tabulation } from './terminology/icd11/tabulation.js';
export { InvalidMapping } from './terminology/invalid-mapping.js';
export { loadMappings, type Mappings } from './terminology/mappings.js';
export { createTerminology, type Terminology, type TerminologyOptions } from './terminology/terminology.js';
export {
  createContext,
  type ContextOptions,
  type ReportIdentifier,
  type TranslateContext,
} from './translate/context.js';
export type { DeviceIdentity } from './translate/device.js';
export type { TranslationIssue } from './translate/issue.js';
export { translate, type TranslatedResource, type Translation } from './translate/translate.js';
export {
  createTranslator,
  type TranslatedReport,
  type Translator,
  type TranslatorOptions,
  type TranslateRequest,
} from './translate/translator.js';
