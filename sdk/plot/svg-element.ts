type Attributes = Readonly<Record<string, string | number>>;

/** An SVG element as text, its attributes escaped; `content` is markup, not plain text. */
export function element(name: string, attributes: Attributes, content: string | readonly string[] = ""): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeText(String(value))}"`);
  const inside = typeof content === "string" ? content : `\n${content.join("\n")}\n`;
  return inside === "" ? `<${name}${written.join("")}/>` : `<${name}${written.join("")}>${inside}</${name}>`;
}

/** A text element with `text` as it stands. */
export function textElement(text: string, attributes: Attributes): string {
  return element("text", attributes, escapeText(text));
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
/** What XML 1.0 forbids even as an entity, lone surrogates included. */
const FORBIDDEN = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

/** Plain text as XML text or attribute value. */
export function escapeText(text: string): string {
  return text.replace(FORBIDDEN, "\ufffd").replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
}

/** A coordinate with at most two digits, so that the last bits of a host's arithmetic never show. */
export function rounded(value: number): number {
  return Math.round(value * 100) / 100 + 0;
}
