import { show } from "../../errors.ts";
import { invalid } from "./failures.ts";
import { fieldOf, recordAt } from "./json.ts";

/** The vertices of node-link data, found by id or by position. */
export class NodeIds {
  readonly nodes: number;
  readonly #numbers = new Map<string, number>();
  #hasNumericIds = false;

  /** `field` is the field that holds the id; `id` or `name` unless given. */
  constructor(nodes: readonly unknown[], field: string | undefined) {
    this.nodes = nodes.length;
    const records = nodes.map((node, index) => recordAt(`nodes[${index}]`, node));
    const name = field ?? ["id", "name"].find((each) => records.some((node) => Object.hasOwn(node, each))) ?? "id";
    for (const [index, node] of records.entries()) this.#add(`nodes[${index}].${name}`, fieldOf(node, name));
  }

  get labels(): readonly string[] {
    return [...this.#numbers.keys()];
  }

  numberOf(place: string, end: unknown): number {
    const isNumber = typeof end === "number";
    const byId = isNumber || typeof end === "string" ? this.#numbers.get(String(end)) : undefined;
    const byPosition = isNumber && !this.#hasNumericIds && Number.isInteger(end) ? this.#position(end) : undefined;
    if (byId !== undefined && byPosition !== undefined && byId !== byPosition) {
      throw invalid(place, "an id or a position of a node", `${show(end)}, which is both of different ones`);
    }
    const number = byId ?? byPosition;
    if (number === undefined) throw invalid(place, "the id of a node", show(end));
    return number;
  }

  #position(end: number): number | undefined {
    return end >= 0 && end < this.nodes ? end : undefined;
  }

  #add(place: string, id: unknown): void {
    if (typeof id !== "string" && !(typeof id === "number" && Number.isFinite(id))) {
      throw invalid(place, "a text or a number", show(id));
    }
    if (this.#numbers.has(String(id))) throw invalid(place, "an id of its own", show(id));
    if (typeof id === "number") this.#hasNumericIds = true;
    this.#numbers.set(String(id), this.#numbers.size);
  }
}
