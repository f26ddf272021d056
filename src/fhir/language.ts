/** BCP 47 in the shape that FHIR's `language` uses: language, optional script, optional region, optional variants. */
const LANGUAGE_TAG = /^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?(-[a-zA-Z0-9]{4,8})*$/;

/** Longer than any tag that is in use (RFC 5646 §4.4.1). */
const MAX_LENGTH = 35;

/** A locale that is no language tag. */
export class BadLanguage extends TypeError {
  constructor() {
    super('locale must be a language tag such as "en", "es" or "pt-BR"');
    this.name = 'BadLanguage';
  }
}

/**
 * Turns a locale as people and the vendor write it into the tag that FHIR carries (RFC 5646 §2.1.1 letter case).
 *
 * @param locale e.g. `en`, `es`, `pt_BR`, `PT-br`.
 * @returns e.g. `en`, `es`, `pt-BR`.
 * @throws BadLanguage when the text is not shaped like a language tag.
 */
export function normaliseLanguage(locale: string): string {
  const tag = tagOf(locale);
  if (!isTag(tag)) throw new BadLanguage();
  return tag;
}

/** Whether {@link normaliseLanguage} takes a locale. */
export function isLanguage(locale: string): boolean {
  return isTag(tagOf(locale));
}

function isTag(text: string): boolean {
  return text.length <= MAX_LENGTH && LANGUAGE_TAG.test(text);
}

/**
 * A tag and what is left of it as its subtags are dropped from the end: what RFC 4647 §3.4 (lookup) looks for, one after the other.
 *
 * @param tag normalised, e.g. `zh-Hant-TW`.
 * @returns e.g. `zh-Hant-TW`, `zh-Hant`, `zh`.
 */
export function rangesOf(tag: string): readonly string[] {
  const subtags = tag.split('-');
  return subtags.map((_, index) => subtags.slice(0, subtags.length - index).join('-'));
}

function tagOf(locale: string): string {
  const [language = '', ...subtags] = locale.trim().replaceAll('_', '-').split('-');
  return [language.toLowerCase(), ...subtags.map(normaliseSubtag)].join('-');
}

function normaliseSubtag(subtag: string): string {
  if (subtag.length === 2) return subtag.toUpperCase();
  if (/^[a-z]{4}$/i.test(subtag)) return subtag.charAt(0).toUpperCase() + subtag.slice(1).toLowerCase();
  return subtag.toLowerCase();
}
