/** A section of the results as Markdown: a heading, what is measured, a table, and remarks. */

/** @typedef {{ title: string, text: string, columns: string[], rows: string[][] }} Section */

/** @param {Section} section */
export function renderSection({ title, text, columns, rows }) {
  const widths = columns.map((column, index) => Math.max(column.length, ...rows.map((row) => row[index].length)));
  const line = (cells) => `| ${cells.map((cell, index) => cell.padEnd(widths[index])).join(" | ")} |`;
  const rule = `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`;
  return [`## ${title}`, "", text, "", line(columns), rule, ...rows.map(line), ""].join("\n");
}
