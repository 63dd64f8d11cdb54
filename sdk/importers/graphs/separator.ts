import { afterLineEnd, isLineEnd } from "./lines.ts";
import { closingQuote } from "./quotes.ts";

/** What stands between the fields of a line; a blank means any run of blanks and tabs. */
export type Separator = "," | ";" | "\t" | " ";

export const SEPARATORS: readonly Separator[] = [",", ";", "\t", " "];

const NAMES: Readonly<Record<Separator, string>> = {
  ",": "commas",
  ";": "semicolons",
  "\t": "tabs",
  " ": "blanks",
};

export function separatorName(separator: Separator): string {
  return NAMES[separator];
}

/**
 * The separator of a table, by its first line that has one outside quotes: tabs if it has any, without blanks
 * beside them, else commas, else semicolons, else blanks. Blank lines and comments have none. Costs the lines
 * up to that one.
 */
export function separatorOf(text: string): Separator {
  const comment = /[ \t]*[#%][^\r\n]*/y;
  for (let at = 0; at < text.length; at = afterLineEnd(text, at)) {
    comment.lastIndex = at;
    const isComment = comment.test(text);
    const { line, end } = isComment ? { line: "", end: comment.lastIndex } : bareLineAt(text, at);
    const separator = separatorIn(line);
    if (separator !== undefined) return separator;
    at = end;
  }
  return " ";
}

/** A line without blanks around it, each quoted field replaced by a letter, and where it ends. */
function bareLineAt(text: string, start: number): { readonly line: string; readonly end: number } {
  let line = "";
  let from = start;
  let at = start;
  while (!isLineEnd(text, at)) {
    if (text.charAt(at) !== '"' || (at > start && !/[\s,;]/.test(text.charAt(at - 1)))) {
      at++;
      continue;
    }
    const closing = closingQuote(text, at);
    line += `${text.slice(from, at)}x`;
    at = closing < 0 ? text.length : closing + 1;
    from = at;
  }
  return { line: (line + text.slice(from, at)).trim(), end: at };
}

function separatorIn(line: string): Separator | undefined {
  if (line.includes("\t") && !/ \t|\t /.test(line)) return "\t";
  if (line.includes(",")) return ",";
  if (line.includes(";")) return ";";
  return /\s/.test(line) ? " " : undefined;
}
