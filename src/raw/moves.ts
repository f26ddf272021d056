import { pointerToken, pointerTo, type Step } from './json-pointer.js';

/** Steps from the top of something to a place in it. */
export type Path = readonly Step[];

/** Where the parts of a report came from that older shapes keep in other places. */
export class Moves {
  private readonly sources = new Map<string, Path>();

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
    this.sources.set(keyOf([...object, ...to]), [...this.sourceOf(object), ...from]);
  }

  /** The pointer into the document as received of a place in the current shape. */
  pointerOf(path: Path): string {
    return pointerTo([...this.root, ...this.sourceOf(path)]);
  }

  /** The nearest moved ancestor decides; what nobody moved is where it was. */
  private sourceOf(path: Path): Path {
    if (this.sources.size === 0) return path;
    for (let length = path.length; length > 0; length--) {
      const source = this.sources.get(keyOf(path.slice(0, length)));
      if (source !== undefined) return [...source, ...path.slice(length)];
    }
    return path;
  }
}

function keyOf(path: Path): string {
  return path.map(pointerToken).join('');
}
