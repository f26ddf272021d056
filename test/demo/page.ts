import { styleText } from 'node:util';

/** Where the demo prints to, and whether with colours. */
export interface PageOptions {
  readonly write: (text: string) => unknown;
  readonly isColoured: boolean;
}

/** Prints headings, rows and verdicts: beautiful on a terminal, plain text elsewhere. */
export class Page {
  readonly #write: (text: string) => unknown;
  readonly #isColoured: boolean;
  #steps = 0;

  constructor({ write, isColoured }: PageOptions) {
    this.#write = write;
    this.#isColoured = isColoured;
  }

  title(text: string): void {
    this.line(this.#paint('bold', text));
  }

  /** Begins a numbered step. */
  step(text: string): void {
    this.#steps += 1;
    this.line();
    this.line(`${this.#paint('cyan', String(this.#steps))}  ${this.#paint('bold', text)}`);
  }

  /** One row of a step's table; widths are those of the columns before the last. */
  row(cells: readonly string[], widths: readonly number[]): void {
    const padded = cells.map((cell, column) => fit(cell, widths[column]));
    const [first = '', ...others] = padded;
    this.line(`   ${this.#paint('dim', first)}  ${others.join('  ')}`.trimEnd());
  }

  /** Says whether what was to be shown holds; returns it. */
  verdict(isGood: boolean, text: string): boolean {
    this.line(`   ${isGood ? this.#paint('green', '✔') : this.#paint('red', '✘')} ${text}`);
    return isGood;
  }

  line(text = ''): void {
    this.#write(`${text}\n`);
  }

  #paint(style: 'bold' | 'cyan' | 'dim' | 'green' | 'red', text: string): string {
    // Whether the stream takes colours has been decided already.
    return this.#isColoured ? styleText(style, text, { validateStream: false }) : text;
  }
}

function fit(text: string, width: number | undefined): string {
  if (width === undefined) return text;
  return text.length > width ? `${text.slice(0, width - 1)}…` : text.padEnd(width);
}
