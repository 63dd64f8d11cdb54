import { SaxesParser } from "saxes";
import { invalid } from "./failures.ts";

/** The start of an element. Names are without their namespace prefix. */
export interface XmlElement {
  /** The names from the root to this element, joined by "/". */
  readonly path: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** The line its tag starts on, from 1. */
  readonly line: number;
}

export interface XmlVisitor {
  open(element: XmlElement): void;
  /** `text` is what stands directly before the end tag: the whole content of an element without children. */
  close(element: XmlElement, text: string): void;
}

const MOST_LEVELS = 256;

/**
 * Walks an XML document in one pass, without building a tree. The document has to be well-formed. A document
 * type is skipped: entities it defines stay undefined, so that a reference to one is an error, never an
 * expansion. Elements may be nested 256 deep.
 *
 * @throws PercolationError `invalid-file` with the line on which the document breaks.
 */
export function walkXml(text: string, visitor: XmlVisitor): void {
  const parser = new SaxesParser();
  const open: XmlElement[] = [];
  let content = "";
  let line = 1;
  const append = (piece: string) => {
    content += piece;
  };
  parser.on("text", append);
  parser.on("cdata", append);
  parser.on("opentagstart", () => {
    // The character after the name has been taken, which may be the end of the line.
    line = parser.line - (parser.columnIndex === 0 ? 1 : 0);
  });
  parser.on("opentag", ({ name, attributes }) => {
    if (open.length === MOST_LEVELS) throw invalid(`line ${line}`, `at most ${MOST_LEVELS} nested elements`, "more");
    const element = { path: `${open.at(-1)?.path ?? ""}/${localName(name)}`, attributes, line };
    open.push(element);
    content = "";
    visitor.open(element);
  });
  parser.on("closetag", () => {
    const element = open.pop();
    if (element) visitor.close(element, content);
    content = "";
  });
  parser.on("error", ({ message }) => {
    throw invalid(
      `line ${parser.line}`,
      "well-formed XML",
      message
        .slice(0, 80)
        .replace(/^\d+:\d+: /, "")
        .replace(/\.$/, ""),
    );
  });
  parser.write(text).close();
}

function localName(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}
