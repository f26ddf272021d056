import type { BundleIndex, TypesByAddress } from './bundle-index.js';
import type { CheckCode, CheckIssue } from './check-issue.js';
import type { JsonObject } from './json-object.js';

/** More findings than this help nobody, and a hostile document could have millions. */
const MAX_ISSUES = 200;

/** Names and indices from the root to the deepest element that is read. Questionnaires nest; nothing nests so deep. */
const MAX_DEPTH = 200;

/** The resource that `#id` references are resolved in: a resource that is not itself contained. */
export interface Container {
  readonly type: string;
  readonly resource: JsonObject;
  /** null when it contains nothing, as most do. */
  readonly contained: ContainedResources | null;
}

/** The contained resources of a container, and who refers to them. */
export interface ContainedResources {
  /** id → resource type. */
  readonly types: ReadonlyMap<string, string>;
  /** Every `#id` that was met inside of the container. */
  readonly mentioned: Set<string>;
  /** Those that refer to their container by `#`. */
  readonly linkedBack: Set<object>;
}

/** One run of the check over one document: where it is, what surrounds it, what it has found. */
export class Visit {
  readonly issues: CheckIssue[] = [];
  /** How much was found, also beyond what is told. */
  findings = 0;
  /** The Bundle around the present place, if any. */
  bundle: BundleIndex | null = null;
  /** `Type/id` → type of the resources below the same base as the present entry: where relative references lead. */
  peers: TypesByAddress | undefined;
  container: Container | null = null;
  /** Whether the present place is in a concept that resources share. */
  isShared = false;
  /** What links of our own output begin with; null: they are not judged. */
  readonly linkBase: string | null;
  readonly #path: (string | number)[] = [];
  #depth = 0;

  /**
   * @param root type name that all paths start with.
   * @param closed whether the document is our own output, to which stricter rules apply.
   * @param baseUrl FHIR base below which the links of our own output lie.
   */
  constructor(
    readonly root: string,
    readonly closed: boolean,
    baseUrl: string | undefined,
  ) {
    this.linkBase = baseUrl === undefined ? null : `${baseUrl}/`;
  }

  /** Goes down to a child. @returns false when that is too deep to be read; then nothing has been entered. */
  enter(key: string | number): boolean {
    if (this.#depth >= MAX_DEPTH) {
      this.error('too-long', `Elements are nested more than ${MAX_DEPTH} levels deep.`);
      return false;
    }
    this.#path[this.#depth++] = key;
    return true;
  }

  leave(): void {
    this.#depth--;
  }

  /** Index of the Bundle's entry whose resource the present place is; -1 when it is none. */
  entryIndex(): number {
    const index = this.#path[this.#depth - 2];
    return typeof index === 'number' && this.#path[this.#depth - 3] === 'entry' ? index : -1;
  }

  /** Whether the present place, an item of a list, is directly inside of an item of a list of this name. */
  isInsideOf(list: RegExp): boolean {
    const outer = this.#path[this.#depth - 4];
    return typeof outer === 'string' && list.test(outer);
  }

  /**
   * Notes an error.
   *
   * @param text a sentence that quotes no value.
   * @param below path from the present place to the culprit, e.g. `.status`.
   */
  error(code: CheckCode, text: string, below = ''): void {
    this.#note('error', code, text, below);
  }

  warning(code: CheckCode, text: string, below = ''): void {
    this.#note('warning', code, text, below);
  }

  #note(severity: CheckIssue['severity'], code: CheckCode, diagnostics: string, below: string): void {
    this.findings++;
    if (this.findings > MAX_ISSUES + 1) return;
    if (this.findings === MAX_ISSUES + 1) {
      this.issues.push({
        severity: 'error',
        code: 'too-long',
        expression: this.root,
        diagnostics: `There are more than ${MAX_ISSUES} findings; the rest is left out.`,
      });
      return;
    }
    this.issues.push({ severity, code, expression: this.#expression() + below, diagnostics });
  }

  /** Paths are only rendered for findings: a good document costs none. */
  #expression(): string {
    let expression = this.root;
    for (let level = 0; level < this.#depth; level++) {
      const key = this.#path[level];
      expression += typeof key === 'number' ? `[${key}]` : `.${readable(key ?? '')}`;
    }
    return expression;
  }
}

/** `_status` holds what belongs to `status`; a name that is no element name is not worth repeating in full. */
function readable(name: string): string {
  const element = name.replace(/^_(?=[a-z])/, '');
  return /^\w{1,64}$/.test(element) ? element : '?';
}
