/** One command of a document, and the answer that the document promises. */
export interface Example {
  /** Line of the document, for the name of the test. */
  readonly line: number;
  readonly command: string;
  /** The block right after the command; null: the document shows none. */
  readonly answer: string | null;
}

interface Block {
  readonly line: number;
  readonly language: string;
  readonly text: string;
}

/**
 * The shell commands of a Markdown document, each with the block that follows it directly, if there is one.
 *
 * A command may go on over lines that end in a backslash; a block may hold several commands, and then only the last has the
 * answer.
 */
export function examplesIn(markdown: string): Example[] {
  const blocks = blocksIn(markdown);
  return blocks.flatMap((block, index) => {
    if (block.language !== 'sh') return [];
    const next = blocks[index + 1];
    const answer =
      next !== undefined && next.language !== 'sh' && isNext(markdown, block, next) ? next.text : null;
    const commands = commandsIn(block.text);
    return commands.map((command, at) => ({
      line: block.line,
      command,
      answer: at === commands.length - 1 ? answer : null,
    }));
  });
}

function blocksIn(markdown: string): Block[] {
  return [...markdown.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map((match) => ({
    line: markdown.slice(0, match.index).split('\n').length,
    language: match[1] ?? '',
    text: match[2] ?? '',
  }));
}

/** Nothing but blank lines may stand between a command and its answer. */
function isNext(markdown: string, block: Block, next: Block): boolean {
  const lines = markdown.split('\n');
  const end = block.line + block.text.split('\n').length;
  return lines.slice(end, next.line - 1).every((line) => line.trim() === '');
}

function commandsIn(text: string): string[] {
  return text
    .replaceAll('\\\n', ' ')
    .split('\n')
    .map((line) => line.replace(/ {2,}# .*$/, '').trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}

/**
 * Splits a command as a shell does: blanks separate, single and double quotes hold together, `$` is a plain character.
 *
 * @throws Error for what this does not understand, so that no example is passed over in silence.
 */
export function wordsOf(command: string): string[] {
  const words = [...command.matchAll(/'([^']*)'|"([^"$`\\]*)"|([^\s'"|&;<>$`\\]+|[|&;<>]+)/g)];
  const rest = words.reduce((left, [whole]) => left.replace(whole, ''), command);
  if (rest.trim() !== '') throw new Error(`Not understood in an example: ${rest.trim()}`);
  return words.map(([, single, double, bare]) => single ?? double ?? bare ?? '');
}

/**
 * Whether a text is what a document shows. A line that is only `…` stands for any number of lines.
 */
export function isShown(shown: string, actual: string): boolean {
  const pattern = shown
    .trimEnd()
    .split('\n')
    .map((line) => (line.trim() === '…' ? '(?:.*\\n)*?.*' : line.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')))
    .join('\\n');
  return new RegExp(`^${pattern}$`).test(actual.trimEnd());
}
