import { invalidLine } from "./failures.ts";
import { afterLineEnd, isLineEnd } from "./lines.ts";
import { closingQuote } from "./quotes.ts";
import { type Separator, separatorName } from "./separator.ts";

/** A line of a table; more than one line of text when a quoted field holds line ends. */
export interface Row {
  /** The number of its first line, from 1. */
  readonly line: number;
  readonly fields: readonly Field[];
}

export interface Field {
  readonly text: string;
  readonly isQuoted: boolean;
}

/**
 * The rows of a table of separated fields. A field in double quotes is taken as it is, with separators, line
 * ends and doubled quotes (RFC 4180); of others blanks around are cut. Blank lines and lines that begin with # or %
 * are left out. Costs one pass.
 *
 * @throws PercolationError `invalid-file` with the line for a quote that is not closed, or closed within a field.
 */
export function* rowsOf(text: string, separator: Separator): Generator<Row> {
  const scanner = new Scanner(text, separator);
  for (let row = scanner.next(); row !== undefined; row = scanner.next()) yield row;
}

const TAB = 9;
const BLANK = 32;
const QUOTE = 34;
const HASH = 35;
const PERCENT = 37;

class Scanner {
  readonly #text: string;
  readonly #separator: Separator;
  readonly #code: number;
  #at = 0;
  #line = 1;

  constructor(text: string, separator: Separator) {
    this.#text = text;
    this.#separator = separator;
    this.#code = separator.charCodeAt(0);
  }

  next(): Row | undefined {
    while (this.#at < this.#text.length) {
      this.#skipBlanks();
      const first = this.#text.charCodeAt(this.#at);
      if (first === HASH || first === PERCENT) while (!isLineEnd(this.#text, this.#at)) this.#at++;
      else if (!isLineEnd(this.#text, this.#at)) return this.#row(this.#line);
      this.#endLine();
    }
    return undefined;
  }

  #row(line: number): Row {
    const fields = [this.#field()];
    while (this.#isMoreInLine()) fields.push(this.#field());
    this.#endLine();
    return { line, fields };
  }

  /** Steps over a separator; blanks at the end of a line are none. */
  #isMoreInLine(): boolean {
    this.#skipBlanks();
    if (isLineEnd(this.#text, this.#at)) return false;
    if (this.#code !== BLANK) this.#at++;
    this.#skipBlanks();
    return true;
  }

  #field(): Field {
    if (this.#text.charCodeAt(this.#at) === QUOTE) return { text: this.#quoted(), isQuoted: true };
    const start = this.#at;
    while (!this.#isFieldEnd()) this.#at++;
    return { text: this.#text.slice(start, this.#at).trim(), isQuoted: false };
  }

  #quoted(): string {
    const line = this.#line;
    const start = this.#at + 1;
    const end = closingQuote(this.#text, this.#at);
    if (end < 0) throw invalidLine(line, "a closing quote", this.#text.slice(start, start + 40));
    const content = this.#text.slice(start, end);
    this.#line += content.match(/\r\n?|\n/g)?.length ?? 0;
    this.#at = end + 1;
    const after = this.#at;
    this.#skipBlanks();
    const isEnd = this.#code === BLANK && this.#at > after;
    if (!isEnd && !this.#isFieldEnd()) {
      const rest = this.#text.slice(this.#at, this.#at + 40);
      throw invalidLine(this.#line, `${separatorName(this.#separator)} or a line end after quotes`, rest);
    }
    return content.replaceAll('""', '"');
  }

  #isFieldEnd(): boolean {
    const code = this.#text.charCodeAt(this.#at);
    return code === this.#code || (this.#code === BLANK && code === TAB) || isLineEnd(this.#text, this.#at);
  }

  #skipBlanks(): void {
    for (;;) {
      const code = this.#text.charCodeAt(this.#at);
      if (code !== BLANK && (code !== TAB || this.#code === TAB)) return;
      this.#at++;
    }
  }

  #endLine(): void {
    if (this.#at < this.#text.length) this.#at = afterLineEnd(this.#text, this.#at);
    this.#line++;
  }
}
