import { show } from "../../errors.ts";
import { Fields, isInteger } from "../fields.ts";
import { invalidFile } from "../onnx/failures.ts";

/** The output number `tensor` of the call number `node` of a layer. */
export interface Reference {
  readonly layer: string;
  readonly node: number;
  readonly tensor: number;
}

/** What one call of a layer reads. */
export interface CallArguments {
  readonly inputs: Reference[];
  readonly named: Map<string, Reference>;
  readonly constants: unknown[];
  keywords: Fields;
}

const MAX_DEPTH = 16;
const MAX_CALLS = 2 ** 31;

/**
 * One entry of a layer's `inbound_nodes`. Keras 2 writes [name, node, tensor, keywords] or a list of them, Keras 3
 * an object of `args` and `kwargs` in which tensors are objects with a `keras_history`.
 */
export function readArguments(place: string, node: unknown): CallArguments {
  const call: CallArguments = { inputs: [], named: new Map(), constants: [], keywords: new Fields(place, {}) };
  if (typeof node === "object" && node !== null && !Array.isArray(node)) {
    const fields = new Fields(place, node);
    if (fields.has("args")) collect(call, place, fields.get("args"), 0);
    if (fields.has("kwargs")) readKeywords(call, fields.child("kwargs"));
  } else if (Array.isArray(node)) {
    collect(call, place, node, 0);
  } else {
    throw invalidFile(place, "the arguments of a call", show(node));
  }
  return call;
}

function collect(call: CallArguments, place: string, value: unknown, depth: number): void {
  if (depth > MAX_DEPTH) throw invalidFile(place, `at most ${MAX_DEPTH} levels of arguments`, "more");
  const reference = referenceIn(value);
  if (reference !== undefined) {
    call.inputs.push(reference);
    const keywords = Array.isArray(value) ? value[3] : undefined;
    if (typeof keywords === "object" && keywords !== null && !Array.isArray(keywords)) {
      readKeywords(call, new Fields(place, keywords));
    }
  } else if (Array.isArray(value) && value[0] === "_CONSTANT_VALUE") {
    call.constants.push(value[2]);
  } else if (Array.isArray(value) && holdsReferences(value)) {
    for (const each of value) collect(call, place, each, depth + 1);
  } else {
    call.constants.push(value);
  }
}

/** Masks of padding are no paths. */
const IGNORED = /(^|_)(mask|training|initial_state|name)$/;

function readKeywords(call: CallArguments, keywords: Fields): void {
  // Keras 2 repeats the keywords for each tensor of a list.
  if (call.keywords.names().length > 0) return;
  call.keywords = keywords;
  for (const name of keywords.names()) {
    const value = keywords.get(name);
    if (IGNORED.test(name) || value === undefined) continue;
    const reference = referenceIn(value);
    if (reference !== undefined) {
      call.inputs.push(reference);
      call.named.set(name, reference);
    } else if (Array.isArray(value) && holdsReferences(value)) {
      collect(call, `${keywords.place}.${name}`, value, 1);
    }
  }
}

function holdsReferences(value: readonly unknown[], depth = 0): boolean {
  if (depth > MAX_DEPTH) return false;
  return value.some(
    (each) => referenceIn(each) !== undefined || (Array.isArray(each) && holdsReferences(each, depth + 1)),
  );
}

/** The tensor that a value stands for, if it stands for one. */
export function referenceIn(value: unknown): Reference | undefined {
  if (Array.isArray(value)) {
    const [layer, node, tensor] = value;
    if (typeof layer !== "string" || layer === "_CONSTANT_VALUE") return undefined;
    return isInteger(node, 0, MAX_CALLS) && isInteger(tensor, 0, MAX_CALLS) ? { layer, node, tensor } : undefined;
  }
  if (typeof value !== "object" || value === null) return undefined;
  const fields = new Fields("tensor", value);
  if (fields.get("class_name") !== "__keras_tensor__") return undefined;
  const config = fields.get("config");
  if (typeof config !== "object" || config === null || Array.isArray(config)) return undefined;
  const history = new Fields("tensor", config).get("keras_history");
  return Array.isArray(history) ? referenceIn(history) : undefined;
}

/** All tensors named in `input_layers` or `output_layers`: one, a list, or an object of them. */
export function referencesIn(place: string, value: unknown, depth = 0): Reference[] {
  const reference = referenceIn(value);
  if (reference !== undefined) return [reference];
  if (depth > MAX_DEPTH || typeof value !== "object" || value === null) {
    throw invalidFile(place, "tensors of layers", show(value));
  }
  return Object.values(value).flatMap((each) => referencesIn(place, each, depth + 1));
}
