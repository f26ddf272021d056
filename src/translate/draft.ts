import type { Reference } from 'fhir/r4.js';
import type { ReportType } from '../fhir/report-types.js';
import { documentedNames } from '../raw/documented-names.js';
import { pointerTo, stepsOf } from '../raw/json-pointer.js';
import type { ReadReport } from '../raw/read-report.js';
import type { Report } from '../raw/report.js';
import type { TranslateContext } from './context.js';
import type { TranslationIssue } from './issue.js';
import { isPlain } from './plain-text.js';
import { publishedReportId } from './published-report-id.js';
import { createLinkFilter, type LinkFilter } from './links-in-text.js';
import type { KeptBack } from './own-secrets.js';

/** A doubt about one place of the report. `at` points into the normalised report. */
export interface Doubt {
  readonly severity?: TranslationIssue['severity'];
  readonly kind: TranslationIssue['kind'];
  readonly at: string;
  readonly fhirPath?: string;
  readonly text: string;
}

/**
 * Where the bytes of a Binary come from. Secret: the URL carries credentials, so it goes into the store and nowhere else.
 */
export interface BinarySource {
  /** id of the Media, or of the DiagnosticReport for its PDF. */
  readonly id: string;
  /** As the vendor sends it. */
  readonly url: string;
}

/** The report on its way to FHIR: what the builders of single resources share, and nothing else. */
export class Draft {
  readonly report: Report;
  readonly issues: TranslationIssue[] = [];
  readonly binaries: BinarySource[] = [];
  private readonly pointerOf: ReadReport['pointerOf'];
  private readonly timesUsed = new Map<string, number>();
  private readonly filterLinks: LinkFilter;

  constructor(
    read: ReadReport,
    readonly context: TranslateContext,
  ) {
    this.report = read.report;
    this.pointerOf = read.pointerOf;
    this.filterLinks = createLinkFilter(() => keptBack(this));
    for (const issue of read.issues) this.issues.push({ ...issue, rawPointer: this.shown(issue.rawPointer) });
  }

  /**
   * The id of a resource of this report: UUIDv5 of report id, type and key. A key that comes again gets `#2`, `#3` …
   *
   * @param key stable: a code where there is one, never a signed query, never a translated name.
   */
  id(type: ReportType, key: string): string {
    const first = `${type}|${key}`;
    const used = this.timesUsed.get(first);
    this.timesUsed.set(first, 1);
    return this.context.idOf(`${this.report.id}|${used === undefined ? first : this.next(first, used)}`);
  }

  private next(first: string, used: number): string {
    let times = used;
    let name: string;
    // A loop, because a key may itself look like the second use of another one.
    do name = `${first}#${++times}`;
    while (this.timesUsed.has(name));
    this.timesUsed.set(first, times).set(name, 1);
    return name;
  }

  /** A reference to a resource of this report, in the form that its Bundle needs. */
  referenceTo(type: ReportType, id: string): Reference {
    return { reference: this.context.references === 'relative' ? `${type}/${id}` : `urn:uuid:${id}` };
  }

  /** Records a doubt; severity is `warning` unless said otherwise. */
  doubt({ severity = 'warning', kind, at, fhirPath, text }: Doubt): void {
    const rawPointer = this.shown(this.pointerOf(at));
    this.issues.push(
      fhirPath === undefined
        ? { severity, kind, rawPointer, text }
        : { severity, kind, rawPointer, fhirPath, text },
    );
  }

  /**
   * As much of a pointer into the report as may leave: up to what has a name that holds what is taken out of texts.
   *
   * @param pointer RFC 6901, into the document as it was received.
   */
  shown(pointer: string): string {
    const steps = stepsOf(pointer);
    const odd = steps.findIndex((step) => !documentedNames.has(String(step)) && !this.mayLeave(String(step)));
    return odd === -1 ? pointer : pointerTo(steps.slice(0, odd));
  }

  /**
   * The link to bytes that the gateway serves in the vendor's place. Its source is kept by the way, so that every link has
   * one and no source is without a link.
   *
   * @param id of the resource whose bytes they are.
   * @param url the vendor's.
   */
  binaryLink(id: string, url: string): string {
    this.binaries.push({ id, url });
    return `${this.context.baseUrl}/Binary/${id}`;
  }

  /**
   * A text of the vendor, the patient or the integrator, fit to leave: trimmed, with plain blanks, and with links that open doors taken out.
   *
   * @param at pointer into the normalised report, for the issue.
   * @returns null when nothing readable is left.
   */
  text(text: string | null, at: string): string | null {
    if (text === null) return null;
    if (isPlain(text)) return orNull(text);
    const left = this.withoutLinks(text);
    if (left !== text) this.doubtLinks(at);
    return orNull(withPlainBlanks(left));
  }

  /** The same for a text that `text` has been asked about already: nothing is recorded a second time. */
  again(text: string | null): string | null {
    if (text === null) return null;
    return orNull(isPlain(text) ? text : withPlainBlanks(this.withoutLinks(text)));
  }

  /** A text with links that open doors taken out, and every other character as it was. */
  withoutLinks(text: string): string {
    return isPlain(text) ? text : this.filterLinks(text);
  }

  /** Records that `withoutLinks` took something out. */
  doubtLinks(at: string): void {
    const text = 'A link to vendor material or with credentials was taken out of the text.';
    this.doubt({ kind: 'link-removed', at, text });
  }

  /**
   * A text that tells things apart. One that may not leave whole does not leave: with something taken out of it, two
   * different things would be called the same.
   */
  identifier(text: string | null, at: string): string | null {
    if (text === null) return null;
    if (this.mayLeave(text)) return this.again(text);
    this.doubt({
      kind: 'identifier-withheld',
      at,
      text: 'The identifier or code holds a link to vendor material or credentials: it is left out.',
    });
    return null;
  }

  /** Whether nothing would be taken out of the text. */
  mayLeave(text: string): boolean {
    return this.withoutLinks(text) === text;
  }

  /**
   * A text that serves as a code: single inner spaces only (https://hl7.org/fhir/R4/datatypes.html#code).
   */
  code(text: string | null, at: string): string | null {
    return this.identifier(text, at)?.replace(/\s+/g, ' ') ?? null;
  }
}

/** R4's pattern for strings, `[ \r\n\t\S]+`, has no place for blanks beyond space, tab and line end. */
function withPlainBlanks(text: string): string {
  return text.replace(/[^\S \r\n\t]/g, ' ');
}

function orNull(text: string): string | null {
  const trimmed = text.trim();
  return trimmed === '' ? null : trimmed;
}

/** Whatever the report is fetched with or fetched from. */
function keptBack({ report, context }: { report: Report; context: TranslateContext }): KeptBack {
  const { url, pdf, macroscopicMedia, result, id } = report;
  const links = [url, pdf, macroscopicMedia?.url];
  for (const { media, explainabilityMedia } of result.observations)
    links.push(media?.url, explainabilityMedia?.url);
  for (const { explainabilityMedia } of result.scoringSystems) links.push(explainabilityMedia?.url);
  const isPublished = publishedReportId(id, context.reportIdentifier) === id;
  return {
    links: [...links, isPublished ? null : id].filter((link) => typeof link === 'string'),
    handle: isPublished ? null : id,
    published: [isPublished ? id : null, result.id].filter((known) => known !== null),
  };
}
