import { badInput, PercolationError, show } from "../errors.ts";
import { fieldOf, type JsonRecord, parseJson, recordAt } from "./graphs/json.ts";
import { textOf } from "./graphs/text.ts";
import { invalidFile } from "./onnx/failures.ts";

/** The content of a JSON file: its text, its bytes, or the object it holds. */
export type ModelJson = string | Uint8Array | ArrayBuffer | object;

/** The object that a JSON file holds. */
export function contentOf(json: ModelJson): JsonRecord {
  if (typeof json === "string" || json instanceof Uint8Array || json instanceof ArrayBuffer) {
    return recordAt("file", parseJson(textOf(json)));
  }
  if (typeof json !== "object" || json === null || Array.isArray(json)) {
    throw badInput("json", "a string, a Uint8Array, an ArrayBuffer or an object", json);
  }
  return plainCopy(json);
}

/** A copy without cycles, getters and whatever else a JSON file cannot hold. */
function plainCopy(json: object): JsonRecord {
  let text: string | undefined;
  try {
    text = JSON.stringify(json, (key, value: unknown) => {
      if (typeof value === "number" && !Number.isFinite(value)) throw badInput(`json.${key}`, "a finite number", value);
      return value;
    });
  } catch (cause) {
    if (cause instanceof PercolationError) throw cause;
    throw badInput("json", "an object that JSON can hold", json);
  }
  if (text === undefined) throw badInput("json", "an object that JSON can hold", json);
  return recordAt("file", parseJson(text));
}

/** An object of a file, read field by field; null counts as not given. `place` names it in errors. */
export class Fields {
  readonly place: string;
  readonly #record: JsonRecord;

  constructor(place: string, value: unknown) {
    this.place = place;
    this.#record = recordAt(place, value);
  }

  /** A field of the object itself, never one of its prototype. */
  get(name: string): unknown {
    return fieldOf(this.#record, name) ?? undefined;
  }

  has(name: string): boolean {
    return this.get(name) !== undefined;
  }

  /** Whether a field says that there is none, which is not the same as saying nothing. */
  isNull(name: string): boolean {
    return fieldOf(this.#record, name) === null;
  }

  names(): string[] {
    return Object.keys(this.#record);
  }

  /** The first of several names for one field that is given, else the first. */
  nameOf(...names: [string, ...string[]]): string {
    return names.find((each) => this.has(each)) ?? names[0];
  }

  invalid(name: string, expected: string): PercolationError {
    const value = this.get(name);
    return invalidFile(`${this.place}.${name}`, expected, value === undefined ? "none" : show(value));
  }

  integer(name: string, low: number, high: number, fallback?: number): number {
    const value = this.get(name) ?? fallback;
    if (isInteger(value, low, high)) return value;
    throw this.invalid(name, `an integer in ${low}..${high}`);
  }

  /** `count` integers, given one by one or as one for all. */
  integers(name: string, count: number, low: number, high: number, fallback?: number): number[] {
    const value = this.get(name) ?? fallback;
    if (isInteger(value, low, high)) return Array<number>(count).fill(value);
    const fits = Array.isArray(value) && value.length === count && value.every((each) => isInteger(each, low, high));
    if (fits) return [...(value as number[])];
    throw this.invalid(name, `${count} integers in ${low}..${high}, or one for all`);
  }

  rate(name: string, fallback?: number): number {
    const value = this.get(name) ?? fallback;
    if (typeof value === "number" && value >= 0 && value <= 1) return value;
    throw this.invalid(name, "a number in 0..1");
  }

  text(name: string, fallback?: string): string {
    const value = this.get(name) ?? fallback;
    if (typeof value === "string") return value;
    throw this.invalid(name, "a text");
  }

  choice<const Names extends readonly string[]>(name: string, names: Names, fallback?: Names[number]): Names[number] {
    const value = this.get(name) ?? fallback;
    const found = names.find((each) => each === value);
    if (found !== undefined) return found;
    throw this.invalid(name, `one of ${names.map((each) => JSON.stringify(each)).join(", ")}`);
  }

  flag(name: string, fallback: boolean): boolean {
    const value = this.get(name) ?? fallback;
    if (typeof value === "boolean") return value;
    throw this.invalid(name, "true or false");
  }

  array(name: string): readonly unknown[] {
    const value = this.get(name);
    if (Array.isArray(value)) return value;
    throw this.invalid(name, "an array");
  }

  child(name: string): Fields {
    if (!this.has(name)) throw this.invalid(name, "an object");
    return new Fields(`${this.place}.${name}`, this.get(name));
  }
}

export function isInteger(value: unknown, low: number, high: number): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= low && value <= high;
}
