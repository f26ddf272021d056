import type { Reference } from 'fhir/r4.js';
import { bundleTypes } from '../../fhir/bundle.js';
import { BadLanguage, normaliseLanguage } from '../../fhir/language.js';
import { OutcomeError } from '../../fhir/outcome.js';
import { BadReferenceParameter, parseReferenceParameter } from '../../fhir/reference-parameter.js';
import type { TranslateRequest } from '../../translate/translator.js';

/** Query parameters that both operations share. */
export const translationParameters = ['type', 'locale', 'subject', 'encounter'] as const;

/**
 * Reads what a caller asks for one report.
 *
 * @param valueOf name → value; undefined when it is missing.
 * @throws OutcomeError 400 naming the parameter and its rule.
 */
export function readTranslationRequest(
  valueOf: (name: (typeof translationParameters)[number]) => string | undefined,
): TranslateRequest {
  const type = valueOf('type');
  const locale = valueOf('locale');
  const subject = valueOf('subject');
  const encounter = valueOf('encounter');
  return {
    ...(type === undefined ? {} : { type: bundleType(type) }),
    ...(locale === undefined ? {} : { locale: language(locale) }),
    ...(subject === undefined ? {} : { subject: reference('subject', subject, 'Patient') }),
    ...(encounter === undefined ? {} : { encounter: reference('encounter', encounter, 'Encounter') }),
  };
}

function bundleType(text: string): (typeof bundleTypes)[number] {
  const type = bundleTypes.find((known) => known === text);
  if (type === undefined) throw badParameter(`type must be one of ${bundleTypes.join(', ')}`);
  return type;
}

function language(text: string): string {
  try {
    return normaliseLanguage(text);
  } catch (error) {
    if (error instanceof BadLanguage) throw badParameter(error.message);
    throw error;
  }
}

function reference(name: string, text: string, type: string): Reference {
  try {
    return parseReferenceParameter(text, type);
  } catch (error) {
    if (error instanceof BadReferenceParameter) throw badParameter(`${name} ${error.message}`);
    throw error;
  }
}

/** @param rule begins with the parameter's name. */
function badParameter(rule: string): OutcomeError {
  return new OutcomeError('bad-parameter', `Parameter ${rule}.`);
}
