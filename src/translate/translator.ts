import type { Bundle, FhirResource, Reference } from 'fhir/r4.js';
import { referenceForm, toBundle, type BundleType, type IdentifiedResource } from '../fhir/bundle.js';
import { check, type CheckIssue } from '../fhir/check/check.js';
import { normaliseLanguage } from '../fhir/language.js';
import { isLoopback } from '../net/loopback.js';
import type { ReadReport } from '../raw/read-report.js';
import { ownSystems } from './codings.js';
import type { TranslateContext } from './context.js';
import type { BinarySource } from './draft.js';
import type { TranslationIssue } from './issue.js';
import { tenantIds } from './tenant-ids.js';
import { translate, type Translation } from './translate.js';

/** What a caller may ask for one report. */
export interface TranslateRequest {
  /** `collection` unless said otherwise. */
  readonly type?: BundleType;
  /** Language of the report's labels, when it is not the context's. */
  readonly locale?: string;
  readonly subject?: Reference;
  readonly encounter?: Reference;
  /** Whose report it is: its resources get ids of this tenant's own; without one, those of the context. */
  readonly tenant?: string;
}

/** A whole report as one Bundle, with everything there is to say about it. */
export interface TranslatedReport {
  readonly bundle: Bundle<FhirResource>;
  readonly issues: readonly TranslationIssue[];
  /** The self-check's findings; an error here is a defect of this service, and the Bundle must not leave. */
  readonly findings: readonly CheckIssue[];
  /** Where the bytes of its links to Binaries come from. Secret: to be stored, never to be sent or logged. */
  readonly binaries: readonly BinarySource[];
}

/** Report → checked Bundle. */
export type Translator = (read: ReadReport, request?: TranslateRequest) => TranslatedReport;

/** How a translator is set up. */
export interface TranslatorOptions {
  readonly context: TranslateContext;
  /** `auto` carries extra data in a collection, for those who asked for it, and not into other people's servers. */
  readonly extraData?: TranslateContext['extraData'] | 'auto';
}

/** A transaction is stored elsewhere, for good, and so is every link in it. */
const LOCAL_LINKS: TranslationIssue = Object.freeze({
  severity: 'warning',
  kind: 'base-url-local',
  rawPointer: '',
  text: 'Links in this transaction work on one machine only: the base URL of the gateway is a name that only itself has.',
});

/**
 * Joins the steps that HTTP, command line and library share: translate, wrap, check.
 *
 * @throws BadLanguage from the translator when the request's locale is no language tag.
 */
export function createTranslator({ context, extraData = 'auto' }: TranslatorOptions): Translator {
  const isLocal = isLoopback(new URL(context.baseUrl).hostname);
  const idsOf = tenantIds(context);
  return (read, request = {}) => {
    const { type = 'collection', tenant } = request;
    const idOf = idsOf(tenant);
    const translation = translate(read, contextOf({ context: { ...context, idOf }, extraData }, request));
    const bundle = toBundle(
      translation.resources,
      type,
      {
        baseUrl: context.baseUrl,
        id: idOf(`${read.report.id}|Bundle|${type}`),
        timestamp: issuedTime(translation),
      },
      identifierCondition,
    );
    const findings = check(bundle, { closed: true, baseUrl: context.baseUrl });
    const isStranded = isLocal && type !== 'collection';
    return {
      bundle,
      issues: isStranded ? [...translation.issues, LOCAL_LINKS] : translation.issues,
      findings,
      binaries: translation.binaries,
    };
  };
}

/**
 * The context of one translation, but for the ids, which are those of the context given.
 *
 * @throws BadLanguage when the request's locale is no language tag.
 */
export function contextOf(
  { context, extraData = 'auto' }: TranslatorOptions,
  { type = 'collection', locale, subject, encounter }: TranslateRequest = {},
): TranslateContext {
  const carry = type === 'collection' ? 'carry' : 'omit';
  return {
    ...context,
    extraData: extraData === 'auto' ? carry : extraData,
    references: referenceForm(type),
    locale: locale === undefined ? context.locale : normaliseLanguage(locale),
    subject: subject ?? context.subject,
    encounter: encounter ?? context.encounter,
  };
}

function issuedTime({ resources }: Translation): string | undefined {
  for (const resource of resources) if (resource.resourceType === 'DiagnosticReport') return resource.issued;
  return undefined;
}

/**
 * How a server that gives its own ids finds a resource again: by our identifier, or, for a Provenance, which has none, by
 * the tag that carries the same pair. `|` and the system are percent-encoded, else they would end the search term.
 */
function identifierCondition({ resourceType, id }: IdentifiedResource): string {
  const token = encodeURIComponent(`${ownSystems.resource}|${id}`);
  return resourceType === 'Provenance' ? `_tag=${token}` : `identifier=${token}`;
}
