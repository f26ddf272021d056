import type { Step } from './json-pointer.js';
import type { Moves } from './moves.js';
import type { RawIssue, RawIssueKind } from './raw-issue.js';

/** Issues of one kind that are written out; further ones are counted. */
const MAX_OF_A_KIND = 100;

/** What reading finds odd, and the place at which it is. */
export class Notes {
  private readonly path: Step[] = [];
  private readonly written: RawIssue[] = [];
  private readonly times = new Map<RawIssueKind, number>();

  constructor(private readonly moves: Moves) {}

  /** Goes down to a member; `leave` comes back. */
  enter(step: Step): void {
    this.path.push(step);
  }

  leave(): void {
    this.path.pop();
  }

  /** Notes something about the present place, or about a member of it. */
  add(severity: RawIssue['severity'], kind: RawIssueKind, text: string, member?: Step): void {
    const times = (this.times.get(kind) ?? 0) + 1;
    this.times.set(kind, times);
    if (times > MAX_OF_A_KIND) return;
    const path = member === undefined ? this.path : [...this.path, member];
    this.written.push({ severity, kind, rawPointer: this.moves.pointerOf(path), text });
  }

  /** All issues, in the order of the report, and then how many more of a kind there were. */
  issues(): readonly RawIssue[] {
    const more = [...this.times].flatMap(([kind, times]): RawIssue[] => {
      const first = this.written.find((issue) => issue.kind === kind);
      if (times <= MAX_OF_A_KIND || first === undefined) return [];
      return [{ ...first, rawPointer: this.moves.pointerOf([]), text: `And ${times - MAX_OF_A_KIND} more.` }];
    });
    return [...this.written, ...more];
  }
}
