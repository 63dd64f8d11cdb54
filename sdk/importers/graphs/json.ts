import { show } from "../../errors.ts";
import { invalid } from "./failures.ts";

/** An object of a JSON text. */
export type JsonRecord = Readonly<Record<string, unknown>>;

/** The value a JSON text holds. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw invalid("text", "JSON", "text that is none", cause);
  }
}

/** A value that has to be an object; `place` names it in the error. */
export function recordAt(place: string, value: unknown): JsonRecord {
  if (value === null || typeof value !== "object" || Array.isArray(value)) {
    throw invalid(place, "an object", show(value));
  }
  return value as JsonRecord;
}

/** A value that has to be an array. */
export function arrayAt(place: string, value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw invalid(place, "an array", show(value));
  return value;
}

/** A field of the object itself, never one of its prototype. */
export function fieldOf(record: JsonRecord, name: string): unknown {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

/** A field that is a finite number, if it is there and not null. */
export function numberIn(place: string, record: JsonRecord, name: string): number | undefined {
  const value = fieldOf(record, name);
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "number" || !Number.isFinite(value))
    throw invalid(`${place}.${name}`, "a finite number", show(value));
  return value;
}
