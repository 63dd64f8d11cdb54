/** A line of text with its number from 1. */
export interface Line {
  readonly text: string;
  readonly number: number;
}

/** The lines of a text, ended by LF, CR LF or CR; what follows the last ending is a line too. Costs one pass. */
export function* linesOf(text: string): Generator<Line> {
  let start = 0;
  for (let number = 1; ; number++) {
    const end = endOfLine(text, start);
    yield { text: text.slice(start, end), number };
    if (end === text.length) return;
    start = afterLineEnd(text, end);
  }
}

const LF = 10;
const CR = 13;

/** Whether the character at a position ends a line; the end of the text counts as one. */
export function isLineEnd(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === LF || code === CR || at >= text.length;
}

/** Where the line begins that follows the line ending at a position. */
export function afterLineEnd(text: string, at: number): number {
  return at + (text.startsWith("\r\n", at) ? 2 : 1);
}

function endOfLine(text: string, start: number): number {
  let at = start;
  while (!isLineEnd(text, at)) at++;
  return at;
}
