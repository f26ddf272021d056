import { Option, type Command } from 'commander';
import type { Reference } from 'fhir/r4.js';
import type { BundleType } from '../fhir/bundle.js';
import { normaliseLanguage } from '../fhir/language.js';
import { isPublishable, isPublishableSystem } from '../fhir/publishable.js';
import { parseReferenceParameter } from '../fhir/reference-parameter.js';
import { usageError } from './exit-code.js';

/** What the user may say about a translation. */
export interface TranslationFlags {
  readonly type: BundleType;
  readonly locale?: string;
  readonly subject?: Reference;
  readonly encounter?: Reference;
  readonly encounterSystem?: string;
  readonly namespace?: string;
  readonly baseUrl?: string;
  readonly metaProfile?: true;
  readonly quiet?: true;
  /** Whose report it is; nobody's in particular unless said. */
  readonly tenant?: string;
}

/**
 * Adds the options that every command with a translation in it has.
 *
 * @param types the kinds of Bundle to choose from; the first is the default.
 */
export function addTranslationOptions(command: Command, types: readonly BundleType[]): Command {
  return command
    .addOption(new Option('--type <type>', 'Bundle to make').choices(types).default(types[0] ?? 'collection'))
    .option('--locale <tag>', "language of the report's labels, e.g. en, es, pt-BR", locale)
    .option('--subject <reference>', 'the patient: system|value, Patient/id or its URL', subject)
    .option('--encounter <reference>', 'the encounter: system|value, Encounter/id or its URL', encounter)
    .option('--encounter-system <uri>', "Identifier.system of the report's visit identifier", encounterSystem)
    .option('--namespace <uri>', 'namespace that all ids are derived from')
    .option('--base-url <url>', 'FHIR base of the gateway, for links and fullUrls', baseUrl)
    .option('--meta-profile', 'name in meta.profile of each resource the published profile it conforms to')
    .option('-q, --quiet', 'print no issues that are not errors');
}

/** Checked, but kept as it was typed: the vendor is asked in the words of the user. */
function locale(text: string): string {
  checked('--locale', () => normaliseLanguage(text));
  return text;
}

function subject(text: string): Reference {
  return checked('--subject', () => parseReferenceParameter(text, 'Patient'));
}

function encounter(text: string): Reference {
  return checked('--encounter', () => parseReferenceParameter(text, 'Encounter'));
}

function encounterSystem(uri: string): string {
  return published('--encounter-system', uri, isPublishableSystem);
}

function baseUrl(url: string): string {
  return published('--base-url', url, isPublishable);
}

function published(option: string, text: string, isAllowed: (text: string) => boolean): string {
  if (!isAllowed(text)) throw usageError(`${option}: must be an address that may stand in a resource.`);
  return text;
}

/** Commander's own error would repeat the value, and a value here may say who the patient is. */
function checked<T>(option: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof TypeError) throw usageError(`${option}: ${error.message}.`);
    throw error;
  }
}
