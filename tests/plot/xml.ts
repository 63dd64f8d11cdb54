/** An element of a parsed document. */
export interface XmlElement {
  name: string;
  attributes: Record<string, string>;
}

const TAG = /<(\/?)([A-Za-z][\w:-]*)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>/y;
const TEXT = /[^<]*/y;
const ENTITY = /&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-fA-F]+);)/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML forbids
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;

/** The elements of a document without comments and instructions, in order; throws where it is not well-formed. */
export function parseXml(text: string): XmlElement[] {
  const elements: XmlElement[] = [];
  const open: string[] = [];
  if (ENTITY.test(text) || FORBIDDEN.test(text)) throw new Error("a bare ampersand or a forbidden character");
  let at = 0;
  while (at < text.length) {
    TEXT.lastIndex = at;
    const [between = ""] = TEXT.exec(text) ?? [];
    if (open.length === 0 && between.trim() !== "") throw new Error(`text outside the root: ${between}`);
    at += between.length;
    if (at === text.length) break;
    TAG.lastIndex = at;
    const match = TAG.exec(text);
    if (!match) throw new Error(`no tag: ${text.slice(at, at + 40)}`);
    const [whole, closing, name = "", attributes = "", empty] = match;
    at += whole.length;
    if (closing) {
      if (open.pop() !== name) throw new Error(`</${name}> closes nothing`);
      continue;
    }
    if (open.length === 0 && elements.length > 0) throw new Error("a second root");
    const pairs = [...attributes.matchAll(/([\w:-]+)="([^"]*)"/g)].map(([, key = "", value = ""]) => [key, value]);
    if (new Set(pairs.map(([key]) => key)).size !== pairs.length) throw new Error(`an attribute twice: ${whole}`);
    elements.push({ name, attributes: Object.fromEntries(pairs) });
    if (!empty) open.push(name);
  }
  if (open.length > 0) throw new Error(`<${open.join("> <")}> not closed`);
  return elements;
}
