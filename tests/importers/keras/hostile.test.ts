import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readKeras } from "../../../sdk/importers/keras.ts";
import { mutated } from "../mutations.ts";
import { data, functional, input, layer, outcome, sequential } from "./models.ts";

const read = (json: unknown) => outcome(() => readKeras(json as object));

describe("content that is no model", () => {
  test.each([
    ["no JSON", "{"],
    ["an empty text", ""],
    ["an array", "[]"],
    ["null", "null"],
    ["a number", "7"],
    ["an object", "{}"],
    ["NaN", '{"class_name": "Sequential", "config": {"layers": NaN}}'],
    ["layers that are none", '{"class_name": "Sequential", "config": {"layers": {}}}'],
    ["no layers", '{"class_name": "Sequential", "config": {"layers": []}}'],
    ["a layer that is none", '{"class_name": "Sequential", "config": {"layers": [7]}}'],
    ["a layer without a class", '{"class_name": "Sequential", "config": {"layers": [{"config": {}}]}}'],
    ["inherited names", '{"__proto__": {"class_name": "Sequential"}}'],
    ["bytes that are no text", new Uint8Array([0x7b, 0xff, 0xff])],
    ["arrays a hundred thousand deep", `${"[".repeat(100_000)}${"]".repeat(100_000)}`],
  ])("%s is an invalid file", (_, json) => {
    expect(read(json)).toMatch(/^invalid-file: /);
  });

  test.each([
    ["a number", 7],
    ["null", null],
    ["nothing", undefined],
    ["an array", []],
    ["an object that JSON cannot hold", { toJSON: () => 1n }],
    ["a number that is none", { class_name: "Sequential", config: { layers: [Number.NaN] } }],
  ])("%s as an argument is bad input", (_, json) => {
    expect(read(json)).toMatch(/^invalid-input: /);
  });

  test("a cycle of objects is bad input", () => {
    const layers: unknown[] = [];
    layers.push({ class_name: "Sequential", config: { layers } });
    expect(read({ class_name: "Sequential", config: { layers } })).toMatch(/^invalid-input: json: /);
  });

  test.each(["Lambda", "Custom>MyModel", "__proto__", "toString"])("a model of class %s is unsupported", (name) => {
    expect(read({ class_name: name, config: {} })).toMatch(/^unsupported-model: /);
  });

  test.each([
    [{ rate: 1 }],
    [{ dropSites: 2 }],
    [{ dropSites: "0.5" }],
    [null],
    [[]],
    [{ inputShapes: null }],
    [{ inputShape: 7 }],
  ])("options %j are bad input", (options) => {
    expect(outcome(() => readKeras(sequential([4], layer("Dense", "d", { units: 2 })), options as never))).toMatch(
      /^invalid-input: (?:options|network\.drop)/,
    );
  });
});

describe("graphs that contradict themselves", () => {
  const dense = (name: string, from: string[]) => layer("Dense", name, { units: 4 }, from);

  test.each([
    ["a cycle", [input("x", [4]), dense("a", ["b"]), dense("b", ["a"])], ["b"], /a layer that reads its own output/],
    ["a layer that reads itself", [input("x", [4]), dense("a", ["a"])], ["a"], /own output/],
    ["a missing layer", [input("x", [4]), dense("a", ["z"])], ["a"], /expected layers that the model has, got "z"/],
    [
      "two layers of a name",
      [input("x", [4]), dense("a", ["x"]), dense("a", ["x"])],
      ["a"],
      /a name no other layer has/,
    ],
    ["no outputs", [input("x", [4])], [], /output_layers/],
    ["a layer without calls", [input("x", [4]), layer("Dense", "a", { units: 4 })], ["a"], /0 calls/],
    ["inputs alone", [input("x", [4])], ["x"], /between inputs and outputs/],
  ])("%s is an invalid file", (_, layers, outputs, message) => {
    const result = read(functional(layers, ["x"], outputs));
    expect(result).toMatch(/^invalid-file: /);
    expect(result).toMatch(message);
  });

  test("a circle of twenty thousand layers takes no stack", () => {
    const layers = Array.from({ length: 20_000 }, (_, index) => dense(`${index}`, [`${(index + 1) % 20_000}`]));
    expect(read(functional([input("x", [4]), ...layers], ["x"], ["0"]))).toMatch(/^invalid-file: .*own output/);
  });

  test("shapes that do not fit name the layer", () => {
    const layers = [input("x", [4]), input("z", [5]), layer("Add", "sum", {}, ["x", "z"])];
    expect(read(functional(layers, ["x", "z"], ["sum"]))).toMatch(
      /^invalid-file: layer "sum" \(Add\)\.from: expected /,
    );
    expect(read(sequential([4], layer("Conv2D", "c", { filters: 1, kernel_size: 1 })))).toBe(
      'invalid-file: layer "c" (Conv2D): expected a tensor of 3 axes besides the batch, got 1',
    );
    expect(read(sequential([4, 4, 1], layer("Conv2D", "c", { filters: 1, kernel_size: 5 })))).toMatch(
      /the kernel fits in/,
    );
  });

  test.each([
    ["units", "Dense", { units: 1e12 }],
    ["units that are none", "Dense", { units: 2.5 }],
    ["no units", "Dense", {}],
    ["a name of a prototype", "Dense", { units: "__proto__" }],
    ["an axis", "Concatenate", { axis: 1e9 }],
    ["a shape", "Reshape", { target_shape: [-1, -1] }],
    ["a permutation", "Permute", { dims: [1, 1] }],
    ["a factor", "RepeatVector", { n: 0 }],
  ])("%s out of range is an invalid file", (_, className, config) => {
    expect(read(sequential([4], layer(className, "l", config)))).toMatch(/^invalid-file: layer "l"/);
  });

  test("more elements than can be kept are too large", () => {
    expect(read(sequential([16384, 16384, 1], layer("Activation", "a")))).toMatch(/^too-large: /);
    const ups = ["a", "b", "c"].map((name) => layer("UpSampling2D", name, { size: 1000 }));
    expect(read(sequential([1000, 1000, 1], ...ups))).toMatch(/^(too-large|invalid-file): /);
  });
});

describe("changed files", { timeout: 300_000 }, () => {
  const small = functional(
    [
      input("x", [8, 8, 4]),
      layer("Conv2D", "c", { filters: 4, kernel_size: [3, 3], padding: "same", data_format: "channels_last" }, ["x"]),
      layer("Add", "sum", {}, ["c", "x"]),
      layer("Dropout", "drop", { rate: 0.5, noise_shape: [null, 1, 1, null] }, ["sum"]),
      layer("Reshape", "r", { target_shape: [-1, 4] }, ["drop"]),
      layer("MultiHeadAttention", "mha", { num_heads: 2, key_dim: 2 }, ["r", "r"]),
      layer("Flatten", "f", {}, ["mha"]),
      layer("Dense", "y", { units: 3 }, ["f"]),
    ],
    ["x"],
    ["y"],
  );

  const tensor = (name: string) => ({ class_name: "__keras_tensor__", config: { keras_history: [name, 0, 0] } });
  const operation = (className: string, name: string, config: object, args: unknown[], kwargs: object = {}) => ({
    ...layer(className, name, config),
    inbound_nodes: [{ args, kwargs }],
  });
  const all = { start: null, stop: null, step: null };
  const lambda = (name: string, fn: string, node: unknown) => ({
    ...layer("TFOpLambda", name, { function: fn }),
    inbound_nodes: [node],
  });
  const operations = functional(
    [
      input("x", [8, 6, 4]),
      operation("Permute", "p", { dims: [2, 3, 1] }, [tensor("x")]),
      operation("GetItem", "g", {}, [tensor("p")], { key: { class_name: "__tuple__", items: [all, 1, all] } }),
      lambda("t", "transpose", ["g", 0, 0, { perm: [0, 2, 1] }]),
      lambda("m", "math.reduce_mean", ["x", 0, 0, { axis: [3], keepdims: true }]),
      lambda("s", "squeeze", ["m", 0, 0, { axis: -1 }]),
      lambda("e", "expand_dims", ["s", 0, 0, { axis: 1 }]),
      lambda("d", "nn.depth_to_space", ["x", 0, 0, { block_size: 2 }]),
      operation("Conv2DTranspose", "c", { filters: 2, kernel_size: 3, strides: 2, padding: "same" }, [tensor("d")]),
      operation("Cropping2D", "k", { cropping: [[1, 0], 2] }, [tensor("c")]),
      operation("GlobalAveragePooling2D", "a", { keepdims: true }, [tensor("k")]),
      operation("Multiply", "y", {}, [tensor("k"), tensor("a")]),
    ],
    ["x"],
    ["y", "t", "e"],
  );

  test("are networks or errors of this package", () => {
    expect([read(small), read(operations)]).toEqual(["network", "network"]);
    const files = [small, operations, JSON.parse(data("lenet-5.keras.json")), JSON.parse(data("resnet-18.keras.json"))];
    fc.assert(
      fc.property(fc.constantFrom(...files).chain(mutated), (json) => {
        expect(read(JSON.stringify(json))).toMatch(/^(network|invalid-file|invalid-input|unsupported-model|too-large)/);
      }),
      { numRuns: 3000 },
    );
  });
});
