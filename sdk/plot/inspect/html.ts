import { escapeText } from "../svg-element.ts";

type Attributes = Readonly<Record<string, string | number>>;

/** An HTML element as text with its attributes escaped; `content` is markup. It always has an end tag. */
export function tag(name: string, attributes: Attributes, content: string | readonly string[] = ""): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeText(String(value))}"`);
  const inside = typeof content === "string" ? content : `\n${content.join("\n")}\n`;
  return `<${name}${written.join("")}>${inside}</${name}>`;
}

/** An element that holds plain text. */
export function textTag(name: string, text: string, attributes: Attributes = {}): string {
  return tag(name, attributes, escapeText(text));
}

/** A part of the page below a heading, which names it. */
export function section(id: string, heading: string, content: readonly string[]): string {
  return tag("section", { "aria-labelledby": id }, [textTag("h2", heading, { id }), ...content]);
}
