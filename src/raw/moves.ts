import { pointerTo, type Step } from './json-pointer.js';

/** Steps from the top of something to a place in it. */
export type Path = readonly Step[];

/** A place in the current shape, and what was moved below it. */
interface Branch {
  /** Where it was received, when that is elsewhere. */
  source: Path | null;
  readonly below: Map<string, Branch>;
}

/** Where the parts of a report came from that older shapes keep in other places. */
export class Moves {
  private readonly top: Branch = { source: null, below: new Map() };

  /** @param root path of the report in the document: of its envelope's `data`, or empty. */
  constructor(private readonly root: Path) {}

  /**
   * Records a move inside an object. Outer moves go first.
   *
   * @param object path of the object in the current shape.
   * @param to path from the object to the moved value in the current shape.
   * @param from path from the object to the same value as it was received.
   */
  add(object: Path, to: Path, from: Path): void {
    const source = [...this.inReport(object), ...from];
    let branch = this.top;
    for (const step of [...object, ...to]) {
      const next = branch.below.get(String(step)) ?? { source: null, below: new Map<string, Branch>() };
      branch.below.set(String(step), next);
      branch = next;
    }
    branch.source = source;
  }

  /** The pointer into the document as received of a place in the current shape. */
  pointerOf(path: Path): string {
    return pointerTo(this.sourceOf(path));
  }

  /** The path into the document as received of a place in the current shape. */
  sourceOf(path: Path): Path {
    return [...this.root, ...this.inReport(path)];
  }

  /** The nearest moved ancestor decides; what nobody moved is where it was. */
  private inReport(path: Path): Path {
    let branch: Branch | undefined = this.top;
    let source: Path = path;
    for (let length = 1; length <= path.length; length++) {
      branch = branch.below.get(String(path[length - 1]));
      if (branch === undefined) break;
      if (branch.source !== null) source = [...branch.source, ...path.slice(length)];
    }
    return source;
  }
}
