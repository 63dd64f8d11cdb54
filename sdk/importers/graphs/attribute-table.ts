import { badInput } from "../../errors.ts";
import { invalidLine } from "./failures.ts";

/** The attributes an XML file declares for its nodes or for its edges, of which one is wanted by name. */
export class AttributeTable {
  readonly #ids = new Set<string>();
  readonly #wanted: string | undefined;
  #wantedId: string | undefined;
  /** What an element without a value has. */
  fallback: { readonly line: number; readonly text: string } | undefined;

  constructor(wanted: string | undefined) {
    this.#wanted = wanted;
  }

  declare(line: number, id: string | undefined, name: string | undefined): void {
    if (id === undefined || this.#ids.has(id)) throw invalidLine(line, "an attribute with an id of its own", id);
    this.#ids.add(id);
    if (this.#wanted === undefined || (name ?? id) !== this.#wanted) return;
    if (this.#wantedId !== undefined) throw invalidLine(line, "one attribute of that name", this.#wanted);
    this.#wantedId = id;
  }

  setDefault(line: number, id: string | undefined, text: string): void {
    if (id !== undefined && id === this.#wantedId) this.fallback = { line, text };
  }

  /** Whether a value is that of the wanted attribute; it has to be one of some attribute. */
  isWanted(line: number, id: string | undefined): boolean {
    if (id === undefined || !this.#ids.has(id)) throw invalidLine(line, "the id of an attribute", id);
    return id === this.#wantedId;
  }

  /** Refuses an option that names no attribute of the file. */
  expectFound(field: string, named: string | false | undefined): void {
    if (typeof named !== "string" || this.#wantedId !== undefined) return;
    throw badInput(field, "the name of an attribute in the file", named);
  }
}
