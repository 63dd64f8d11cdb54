import { show } from "../../../errors.ts";
import { isInteger } from "../../fields.ts";
import { fieldOf, type JsonRecord } from "../../graphs/json.ts";
import { invalidFile, unsupported } from "../../onnx/failures.ts";
import { type LayerCall, type LayerRule, onlyInput } from "../call.ts";
import { fileShape } from "../tensor.ts";

/** `tensor[...]`: positions and ranges along the axes. */
export const getItem: LayerRule = (call, build) => {
  const input = onlyInput(call);
  const shape = fileShape(input);
  const [batch, ...entries] = wholeEntries(call, shape.length + 1);
  if (!isAll(batch)) throw unsupported(call.place, "all of the batch", show(batch));
  let tensor = input;
  const left: number[] = [];
  entries.forEach((entry, fileAxis) => {
    const size = shape[fileAxis] ?? 1;
    const { start, end, step, stays } = rangeOf(call, entry, size);
    if (stays) left.push(Math.ceil((end - start) / step));
    if (start === 0 && end === size && step === 1) return;
    const axis = tensor.axes.indexOf(fileAxis);
    tensor = build.add(call, { type: "slice", axis, start, end, step }, [tensor], { gate: tensor.gate });
  });
  return left.length === shape.length ? tensor : build.reshape(call, tensor, left.length === 0 ? [1] : left);
};

/** One entry for each axis, with the batch; an ellipsis stands for those not named. */
function wholeEntries(call: LayerCall, count: number): unknown[] {
  const given = unwrapped(call.keywords.get("slice_spec") ?? call.keywords.get("key") ?? call.constants[0]);
  const entries = (Array.isArray(given) ? given : [given]).map(unwrapped);
  const dots = entries.indexOf("...");
  const missing = count - entries.filter((entry) => entry !== "...").length;
  if (missing < 0) throw invalidFile(call.place, `at most ${count} indices`, `${entries.length}`);
  const all = Array<unknown>(missing).fill({});
  return dots < 0 ? [...entries, ...all] : [...entries.slice(0, dots), ...all, ...entries.slice(dots + 1)];
}

/** Keras 3 wraps ranges, lists and the ellipsis in objects of a class. */
function unwrapped(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const record = value as JsonRecord;
  const className = fieldOf(record, "class_name");
  if (className === "__ellipsis__") return "...";
  const config = fieldOf(record, "config") ?? {};
  if (className === "__slice__") return config;
  return className === "__tuple__" ? fieldOf(record, "items") : value;
}

function isAll(entry: unknown): boolean {
  if (typeof entry !== "object" || entry === null) return false;
  const bounds = ["start", "stop", "step"].map((name) => fieldOf(entry as JsonRecord, name) ?? null);
  return bounds.every((bound, index) => bound === null || (index === 2 && bound === 1));
}

function rangeOf(call: LayerCall, entry: unknown, size: number) {
  if (typeof entry === "number") {
    const start = entry < 0 ? entry + size : entry;
    if (isInteger(start, 0, size - 1)) return { start, end: start + 1, step: 1, stays: false };
    throw invalidFile(call.place, `an index in ${-size}..${size - 1}`, show(entry));
  }
  if (typeof entry !== "object" || entry === null || Array.isArray(entry)) {
    throw unsupported(call.place, "an index or a range for each axis", show(entry));
  }
  const bound = (name: string, fallback: number): number => {
    const value = fieldOf(entry as JsonRecord, name) ?? fallback;
    if (!isInteger(value, -(2 ** 31), 2 ** 31)) throw invalidFile(`${call.place}.${name}`, "an integer", show(value));
    return Math.max(0, Math.min(size, value < 0 ? value + size : value));
  };
  const step = fieldOf(entry as JsonRecord, "step") ?? 1;
  if (!isInteger(step, 1, 2 ** 24)) throw unsupported(call.place, "a step of 1 or more", show(step));
  const [start, end] = [bound("start", 0), bound("stop", size)];
  if (start >= end) throw invalidFile(call.place, "a range that holds a position", `${start}..${end}`);
  return { start, end, step, stays: true };
}
