import type { Terminal } from "../terminal.ts";
import { columnsOf, mayColour } from "../terminal.ts";

/** An answer for people: labelled values, perhaps a drawing or a table, and what it all means. */
export interface Report {
  readonly rows: readonly (readonly [label: string, value: string])[];
  /** What is wrong, one sentence each. */
  readonly findings?: readonly string[];
  readonly figure?: string;
  readonly sentences: readonly string[];
}

/** A report as text. Sentences are wrapped on a terminal and stay whole in a pipe. */
export function layOut({ rows, findings = [], figure, sentences }: Report, terminal: Terminal): string {
  const labels = Math.max(...rows.map(([label]) => label.length));
  const dim = (text: string) => (mayColour(terminal) ? `\u001b[2m${text}\u001b[0m` : text);
  const columns = columnsOf(terminal);
  const write = (text: string) => `${columns ? wrap(text, columns) : text}\n`;
  const blocks = [
    rows.map(([label, value]) => `${dim(label.padEnd(labels))}  ${value}\n`).join(""),
    findings.map(write).join(""),
    ...(figure === undefined ? [] : [figure]),
    sentences.map(write).join(""),
  ];
  return blocks.filter((block) => block !== "").join("\n");
}

/** Breaks a text at spaces into lines of at most so many columns. */
export function wrap(text: string, columns: number): string {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const line = lines[lines.length - 1];
    if (line !== undefined && line.length + 1 + word.length <= columns) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines.join("\n");
}

/** Rows of a table that are shown when there are more. */
const ROWS_SHOWN = 16;

/** A table with aligned columns; the middle of a long one is left out. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const left = rows.length - ROWS_SHOWN;
  const shown = left > 0 ? [...rows.slice(0, ROWS_SHOWN - 3), [`(${left} more)`], ...rows.slice(-3)] : rows;
  return tableOf(header, shown);
}

/** A table with aligned columns and all of its rows. */
export function tableOf(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [header, ...rows];
  const widths = header.map((_, column) => Math.max(...lines.map((cells) => cells[column]?.length ?? 0)));
  const write = (cells: readonly string[]) => cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ");
  return lines.map((cells) => `${write(cells).trimEnd()}\n`).join("");
}
