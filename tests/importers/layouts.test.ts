import fc from "fast-check";
import { expect, test } from "vitest";
import type { ModelLayer } from "../../sdk/networks/model/layer-types.ts";
import { type ModelNetwork, resolveModel } from "../../sdk/networks/model/model.ts";
import { floats, integers, type NodeSpec, onnxFile, readModel, type TensorSpec } from "./onnx-file.ts";

// Elements are numbered and moved about, once as ONNX says and once by the layers that are read.

interface Tensor {
  readonly dims: readonly number[];
  readonly ids: readonly number[];
}

function product(sizes: readonly number[]): number {
  return sizes.reduce((all, size) => all * size, 1);
}

function coordinates(index: number, dims: readonly number[]): number[] {
  return dims.map((size, axis) => Math.floor(index / product(dims.slice(axis + 1))) % size);
}

function at({ dims, ids }: Tensor, place: readonly number[]): number {
  return ids[place.reduce((sum, each, axis) => sum * (dims[axis] ?? 1) + each, 0)] ?? -1;
}

function built(dims: readonly number[], value: (place: number[]) => number): Tensor {
  return { dims, ids: Array.from({ length: product(dims) }, (_, index) => value(coordinates(index, dims))) };
}

function transposed(tensor: Tensor, axes: readonly number[]): Tensor {
  const dims = axes.map((axis) => tensor.dims[axis] ?? 1);
  return built(dims, (place) =>
    at(
      tensor,
      tensor.dims.map((_, axis) => place[axes.indexOf(axis)] ?? 0),
    ),
  );
}

function sliced(tensor: Tensor, axis: number, start: number, end: number): Tensor {
  const dims = tensor.dims.map((size, each) => (each === axis ? end - start : size));
  return built(dims, (place) =>
    at(
      tensor,
      place.map((each, index) => (index === axis ? each + start : each)),
    ),
  );
}

function joined(one: Tensor, other: Tensor, axis: number): Tensor {
  const first = one.dims[axis] ?? 1;
  const dims = one.dims.map((size, each) => (each === axis ? first + (other.dims[axis] ?? 1) : size));
  return built(dims, (place) => {
    if ((place[axis] ?? 0) < first) return at(one, place);
    return at(
      other,
      place.map((each, index) => (index === axis ? each - first : each)),
    );
  });
}

function enlarged(tensor: Tensor, dims: readonly number[]): Tensor {
  return built(dims, (place) =>
    at(
      tensor,
      place.map((each, axis) => (tensor.dims[axis] === 1 ? 0 : each)),
    ),
  );
}

/** What a layer makes of the tensors it reads. Dense layers and sums leave the first one as it is. */
function applied(layer: ModelLayer, [first, second]: readonly Tensor[], shape: readonly number[]): Tensor {
  if (first === undefined)
    return built(shape, (place) => at({ dims: shape, ids: [...Array(product(shape)).keys()] }, place));
  if (layer.type === "transpose") return transposed(first, layer.axes);
  if (layer.type === "reshape" || layer.type === "flatten") return { dims: shape, ids: first.ids };
  if (layer.type === "slice") return sliced(first, layer.axis ?? 0, layer.start, layer.end);
  if (layer.type === "concat") return second === undefined ? first : joined(first, second, layer.axis ?? 0);
  if (layer.type === "upsample") return enlarged(first, shape);
  if (layer.type === "add") {
    const other = second ?? first;
    const wide = [first, other].map((each) => enlarged(each, shape));
    return { dims: shape, ids: wide[0]?.ids.map((id, index) => id + 1000 * (wide[1]?.ids[index] ?? 0)) ?? [] };
  }
  return first;
}

/** The tensor that the last layer reads. */
function lastInput(network: ModelNetwork): Tensor | undefined {
  const { shapes, sources } = resolveModel(network);
  const tensors: Tensor[] = [];
  network.layers.forEach((layer, index) => {
    const read = (sources[index] ?? []).map((source) => tensors[source] ?? { dims: [], ids: [] });
    tensors.push(applied(layer, read, shapes[index] ?? []));
  });
  return tensors[sources.at(-1)?.[0] ?? 0];
}

/** A file made of random steps, and what it does to the numbers of its input. */
class Script {
  readonly nodes: NodeSpec[] = [];
  readonly initializers: TensorSpec[] = [];
  #tensor: Tensor;
  readonly #earlier: { name: string; tensor: Tensor }[] = [];
  #name = "x";

  constructor(dims: readonly number[]) {
    this.#tensor = built(dims, (place) => at({ dims, ids: [...Array(product(dims)).keys()] }, place));
  }

  step(kind: number, choice: number): void {
    const { dims } = this.#tensor;
    const axis = choice % dims.length;
    if (kind === 0) this.#transpose(choice);
    else if (kind === 1) this.#reshape(choice);
    else if (kind === 2 && (dims[axis] ?? 1) > 1 && axis > 0) this.#slice(axis, choice);
    else if (kind === 3 && axis > 0 && product(dims) < 400) this.#concat(axis);
    else if (kind === 4 && (dims.at(-1) ?? 1) > 1) this.#dense(dims.at(-1) ?? 1);
    else if (kind === 5) this.#add(choice);
  }

  #push(op: string, inputs: string[], tensor: Tensor, attributes: NodeSpec["attributes"] = []): void {
    this.#earlier.push({ name: this.#name, tensor: this.#tensor });
    this.#name = `t${this.nodes.length}`;
    this.#tensor = tensor;
    this.nodes.push({ op, inputs, outputs: [this.#name], attributes });
  }

  #constant(values: number[]): string {
    const name = `c${this.initializers.length}`;
    this.initializers.push(integers(name, values));
    return name;
  }

  #transpose(choice: number): void {
    const axes = [...this.#tensor.dims.keys()].slice(1);
    const perm = [0];
    for (let rest = choice; axes.length > 0; rest = Math.floor(rest / 7))
      perm.push(...axes.splice(rest % axes.length, 1));
    this.#push("Transpose", [this.#name], transposed(this.#tensor, perm), [{ name: "perm", ints: perm }]);
  }

  #reshape(choice: number): void {
    const [, ...dims] = this.#tensor.dims;
    const axis = choice % dims.length;
    const size = dims[axis] ?? 1;
    const divisor = [2, 3, 5].find((each) => size % each === 0 && size > each) ?? 1;
    const splits = choice % 2 === 0 && dims.length < 5;
    const change = splits ? [divisor, size / divisor] : [size * (dims[axis + 1] ?? 1)];
    const target = [1, ...dims.slice(0, axis), ...change, ...dims.slice(axis + (splits ? 1 : 2))];
    const shape = this.#constant(target);
    this.#push("Reshape", [this.#name, shape], { dims: target, ids: this.#tensor.ids });
  }

  #slice(axis: number, choice: number): void {
    const size = this.#tensor.dims[axis] ?? 1;
    const start = choice % (size - 1);
    const inputs = [this.#name, this.#constant([start]), this.#constant([size]), this.#constant([axis])];
    this.#push("Slice", inputs, sliced(this.#tensor, axis, start, size));
  }

  #concat(axis: number): void {
    const tensor = joined(this.#tensor, this.#tensor, axis);
    this.#push("Concat", [this.#name, this.#name], tensor, [{ name: "axis", i: axis }]);
  }

  #dense(width: number): void {
    const weights = floats(`c${this.initializers.length}`, [width, width]);
    this.initializers.push(weights);
    this.#push("MatMul", [this.#name, weights.name ?? ""], this.#tensor);
  }

  /** A sum with an earlier tensor of the same shape that numbers its elements in another way. */
  #add(choice: number): void {
    const { dims, ids } = this.#tensor;
    const like = this.#earlier.filter(
      ({ tensor }) => tensor.dims.join() === dims.join() && tensor.ids.join() !== ids.join(),
    );
    const other = like[choice % Math.max(like.length, 1)];
    if (other === undefined || ids.some((id) => id >= 1000) || other.tensor.ids.some((id) => id >= 1000)) return;
    const sum = ids.map((id, index) => id + 1000 * (other.tensor.ids[index] ?? 0));
    this.#push("Add", [this.#name, other.name], { dims, ids: sum });
  }

  /** All elements in one row, to a last dense layer. */
  finish(): { file: Uint8Array; expected: readonly number[] } {
    const { ids } = this.#tensor;
    this.#push("Reshape", [this.#name, this.#constant([1, ids.length])], { dims: [1, ids.length], ids });
    this.initializers.push(floats("last", [ids.length, 1]));
    this.nodes.push({ op: "MatMul", inputs: [this.#name, "last"], outputs: ["y"] });
    this.nodes.push({ op: "Dropout", inputs: ["y"], outputs: ["end"] });
    const spec = { nodes: this.nodes, initializers: this.initializers, inputs: [{ name: "x", dims: [1, 4, 6, 5] }] };
    return { file: onnxFile({ ...spec, outputs: ["end"] }), expected: ids };
  }
}

/** A sum is the same whichever operand comes first. */
function unordered(ids: readonly number[]): number[] {
  return ids.map((id) => (id < 1000 ? id : Math.min(id, (id % 1000) * 1000 + Math.floor(id / 1000))));
}

test("elements are where the file has them, however it reshapes, transposes, cuts and joins", () => {
  const steps = fc.array(fc.tuple(fc.nat(5), fc.nat(10_000)), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(steps, (list) => {
      const script = new Script([1, 4, 6, 5]);
      for (const [kind, choice] of list) script.step(kind, choice);
      const { file, expected } = script.finish();
      const { layers, outputs } = readModel(file);
      const network = { kind: "model", layers: layers.slice(0, -1), outputs: [layers.at(-2)?.name ?? ""] } as const;
      expect(outputs.length).toBe(1);
      expect(unordered(lastInput(network)?.ids ?? [])).toEqual(unordered(expected));
    }),
    { numRuns: 3000 },
  );
});
