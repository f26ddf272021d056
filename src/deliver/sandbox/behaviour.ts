import type { HeldResource } from './resource.js';
import type { RefusalForm, Situation } from './situation.js';
import type { Refusal } from './refusal.js';

/** R4's codes of what can be done with a type. */
export type TypeInteraction = 'read' | 'search-type' | 'create' | 'update' | 'delete';

/** One issue, before a server's own form is given to it. */
export interface Issue {
  readonly situation: Situation;
  readonly status: number;
  readonly code: string;
  readonly text: string;
  readonly expression: string | undefined;
}

/** What an answer has beyond a status. */
export interface RefusalParts {
  readonly headers: Readonly<Record<string, string>>;
  /** JSON; undefined sends no body. */
  readonly body: unknown;
}

/** What `/metadata` says, which is not always what the server does. null leaves the element out. */
export interface Statement {
  readonly transaction: boolean;
  readonly batch: boolean;
  readonly updateCreate: boolean | null;
  readonly conditionalCreate: boolean | null;
  readonly conditionalUpdate: boolean | null;
}

/** The switches by which FHIR servers differ for whoever writes to them. */
export interface Behaviour {
  /** Its name in `/metadata`. */
  readonly software: string;
  readonly statement: Statement;
  /**
   * `whole`: all or nothing, references find their targets in any order. `in-order`: all or nothing, entry by entry as given, so that
   * targets must come first. `as-batch`: taken, but done as a batch. `none`: refused.
   */
  readonly transactions: 'whole' | 'in-order' | 'as-batch' | 'none';
  /** The types that a batch may write; `none` when there are no batches. */
  readonly batches: 'all' | 'none' | readonly string[];
  /** Whether `urn:uuid:` references between the entries of a batch are resolved. R4 has it for transactions only. */
  readonly batchPlaceholders: boolean;
  /** Whether an upper-case `urn:uuid:` is known for what it is; otherwise it stays as it is. */
  readonly upperCasePlaceholders: boolean;
  /** Entries of a transaction at most; null when there is no bound. */
  readonly maxEntries: number | null;
  /** Updates in a transaction at most. */
  readonly maxUpdates: number | null;
  /** Entries of a transaction at most in which any entry has a condition. */
  readonly maxConditionalEntries: number | null;
  /** What can be done with which type; types without a line can be read and searched. null: everything with all. */
  readonly interactions: Readonly<Record<string, readonly TypeInteraction[]>> | null;
  /** Whether a PUT creates what is not there yet. */
  readonly updateCreate: boolean;
  /** Whether that holds for an id that is a number. */
  readonly numericIds: boolean;
  /** What becomes of `If-None-Exist`. `ignored` creates whatever is there already. */
  readonly conditionalCreate: 'honoured' | 'ignored';
  readonly conditionalUpdate: boolean;
  /** The parameters that conditions may have. */
  readonly conditions: readonly string[];
  /** Whether a conditional update that finds nothing may have an id in its body. */
  readonly idInConditionalBody: boolean;
  /** Whether the targets of references must be there; otherwise references that lead nowhere are kept. */
  readonly checksReferences: boolean;
  /** Whether references to other servers are taken. */
  readonly foreignReferences: boolean;
  /** Whether `Patient?identifier=…` is taken as a reference in a transaction. */
  readonly conditionalReferences: boolean;
  /** Whether an update that changes nothing makes no new version. */
  readonly keepsUnchanged: boolean;
  /** Whether `meta.tag` and `meta.security` of before are kept beside the new ones. */
  readonly mergesLabels: boolean;
  /** Whether two requests at the same time that create the same resource collide, and one of them is refused. */
  readonly collides: boolean;
  /** What ids the server gives. */
  readonly ids: 'number' | 'uuid' | 'opaque';
  /** Whether a single write is answered with the resource. */
  readonly answersWithResource: boolean;
  /** The same for each entry of a Bundle. */
  readonly entriesWithResource: boolean;
  /** How `location` of an entry is written. */
  readonly locations: 'relative' | 'absolute';
  /** How `etag` of an entry is written. */
  readonly entryEtag: (version: string) => string;
  /** What a successful entry is told with; undefined: nothing. */
  readonly entryOutcome: ((isNew: boolean) => unknown) | undefined;
  /** What is wrong with content that R4 would allow; null when it is taken. */
  readonly check: (resource: HeldResource) => Refusal | null;
  /** Where it answers otherwise than {@link situations}. */
  readonly refusals: Readonly<Partial<Record<Situation, RefusalForm>>>;
  /** Gives an issue the server's form: headers such as Retry-After, and the body. */
  readonly refuse: (issue: Issue, nowMs: number) => RefusalParts;
}
