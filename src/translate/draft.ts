import type { CodeableConcept, Coding, Identifier, Meta, Reference } from 'fhir/r4.js';
import type { ReadReport } from '../raw/read-report.js';
import type { Report } from '../raw/report.js';
import { aiAsserted, ownSystems } from './codings.js';
import type { TranslateContext } from './context.js';
import type { TranslationIssue } from './issue.js';
import { createLinkFilter, type LinkFilter } from './links-in-text.js';

/** Types of resource that translation makes. */
export type ResourceType =
  'Device' | 'Media' | 'Observation' | 'QuestionnaireResponse' | 'DiagnosticReport' | 'Provenance';

/** A doubt about one place of the report. `at` points into the normalised report. */
export interface Doubt {
  readonly severity?: TranslationIssue['severity'];
  readonly kind: string;
  readonly at: string;
  readonly fhirPath?: string;
  readonly text: string;
}

/** The report on its way to FHIR: what the builders of single resources share, and nothing else. */
export class Draft {
  readonly report: Report;
  readonly issues: TranslationIssue[] = [];
  /** `meta` of what the AI says. */
  readonly aiMeta: { meta?: Meta };
  private readonly pointerOf: ReadReport['pointerOf'];
  private readonly timesUsed = new Map<string, number>();
  private readonly filterLinks: LinkFilter;

  constructor(
    read: ReadReport,
    readonly context: TranslateContext,
  ) {
    this.report = read.report;
    this.pointerOf = read.pointerOf;
    this.aiMeta = context.aiLabel ? { meta: { security: [aiAsserted] } } : {};
    this.filterLinks = createLinkFilter(linksOf(read.report));
    for (const issue of read.issues) this.issues.push({ ...issue });
  }

  /**
   * The id of a resource of this report: UUIDv5 of report id, type and key. A key that comes again gets `#2`, `#3` …
   *
   * @param key stable: a code where there is one, never a signed query, never a translated name.
   */
  id(type: ResourceType | 'Bundle' | 'Binary', key: string): string {
    const name = `${this.report.id}|${type}|${key}`;
    const times = (this.timesUsed.get(name) ?? 0) + 1;
    this.timesUsed.set(name, times);
    return this.context.idOf(times === 1 ? name : `${name}#${times}`);
  }

  /** Records a doubt; severity is `warning` unless said otherwise. */
  doubt({ severity = 'warning', kind, at, fhirPath, text }: Doubt): void {
    const rawPointer = this.pointerOf(at);
    this.issues.push({ severity, kind, rawPointer, ...(fhirPath === undefined ? {} : { fhirPath }), text });
  }

  /**
   * A text of the vendor, the patient or the integrator, fit to leave: trimmed, with links that open doors taken out.
   *
   * @param at pointer into the normalised report, for the issue.
   * @returns null when nothing readable is left.
   */
  text(text: string | null, at: string): string | null {
    if (text === null) return null;
    const filtered = this.filterLinks(text);
    if (filtered !== text) {
      this.doubt({
        kind: 'link-removed',
        at,
        text: 'A link to vendor material or with credentials was taken out of the text.',
      });
    }
    const trimmed = filtered.trim();
    return trimmed === '' ? null : trimmed;
  }

  /**
   * A text that serves as a code: single inner spaces only (https://hl7.org/fhir/R4/datatypes.html#code).
   */
  code(text: string | null, at: string): string | null {
    return this.text(text, at)?.replace(/\s+/g, ' ') ?? null;
  }
}

/** A resource's first identifier: the same value as its id, so that servers that give their own ids can find it. */
export function resourceIdentifier(id: string): Identifier {
  return { system: ownSystems.resource, value: id };
}

/** A relative reference. */
export function referenceTo(type: ResourceType, id: string): Reference {
  return { reference: `${type}/${id}` };
}

/** A concept from its codings and the words for people. */
export function concept(text: string | null, ...coding: Coding[]): CodeableConcept {
  if (coding.length === 0) return { text: text ?? '' };
  return text === null ? { coding } : { coding, text };
}

function linksOf(report: Report): (string | null)[] {
  return [
    report.url,
    report.pdf,
    report.macroscopicMedia?.url ?? null,
    ...report.result.observations.map((observation) => observation.media?.url ?? null),
    ...report.result.scoringSystems.map((score) => score.explainabilityMedia?.url ?? null),
  ];
}
