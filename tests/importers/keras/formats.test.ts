import { describe, expect, test } from "vitest";
import { readKeras } from "../../../sdk/importers/keras.ts";
import { data, find, functional, input, layer, outcome, readAsModel, sequential, shapesOf } from "./models.ts";

const dense = (name: string, units: number, from?: string[]) => layer("Dense", name, { units }, from);

describe("the forms of Keras JSON", () => {
  test("text, bytes, an object, and the topology of a TF.js file read the same", () => {
    const text = data("lenet-5.keras.json");
    const expected = readKeras(text);
    const object: object = JSON.parse(text);
    expect(readKeras(new TextEncoder().encode(text))).toEqual(expected);
    expect(readKeras(object)).toEqual(expected);
    expect(readKeras({ model_config: object })).toEqual(expected);
    expect(readKeras({ model_config: text })).toEqual(expected);
    expect(readKeras({ format: "layers-model", modelTopology: { model_config: object }, weightsManifest: [] })).toEqual(
      expected,
    );
    expect(readKeras({ format: "layers-model", modelTopology: object })).toEqual(expected);
  });

  test("Keras 3 writes tensors with a history", () => {
    const tensor = (name: string) => ({
      class_name: "__keras_tensor__",
      config: { shape: [null, 4], dtype: "float32", keras_history: [name, 0, 0] },
    });
    const node = (args: unknown[], kwargs: object = {}) => [{ args, kwargs }];
    const layers = [
      { ...layer("InputLayer", "x", { batch_shape: [null, 4] }), inbound_nodes: [] },
      { ...dense("a", 4), module: "keras.layers", build_config: {}, inbound_nodes: node([tensor("x")]) },
      { ...layer("Add", "sum"), inbound_nodes: node([[tensor("x"), tensor("a")]]) },
      { ...layer("Multiply", "half", {}), inbound_nodes: node([tensor("sum"), 0.5]) },
      { ...dense("y", 2), inbound_nodes: node([tensor("half")], { mask: tensor("x"), training: null }) },
    ];
    const config = { name: "f", layers, input_layers: ["x", 0, 0], output_layers: [["y", 0, 0]] };
    const network = readAsModel({ module: "keras", class_name: "Functional", config, registered_name: "Functional" });
    expect(network.layers.map(({ name, type }) => `${name} ${type}`)).toEqual([
      "x input",
      "a dense",
      "sum add",
      "y dense",
    ]);
    expect(find(network, "y").from).toEqual(["sum"]);
  });

  test("a Sequential model without an input takes the shape it was built for, or that of its first layer", () => {
    const layers = [layer("Conv2D", "c", { filters: 2, kernel_size: 3 })];
    const built = { class_name: "Sequential", config: { layers, build_input_shape: [null, 8, 8, 3] } };
    expect(shapesOf(readAsModel(built))).toEqual({ input: [3, 8, 8], c: [2, 6, 6] });
    const unbuilt = { class_name: "Sequential", config: { layers } };
    expect(outcome(() => readKeras(unbuilt))).toBe(
      'invalid-input: options.inputShape: expected the sizes of input "input", which the file has as unknown, got undefined',
    );
    expect(shapesOf(readAsModel(unbuilt, { inputShape: [8, 9, 3] })).c).toEqual([2, 6, 7]);
  });

  test("a TF.js graph-model is refused with advice", () => {
    const refused = /^unsupported-model: file: expected a TF\.js layers-model, got a TF\.js graph-model; .*ONNX/;
    expect(outcome(() => readKeras({ format: "graph-model", modelTopology: { node: [] } }))).toMatch(refused);
    expect(outcome(() => readKeras({ modelTopology: { node: [], versions: {} } }))).toMatch(refused);
  });
});

describe("models within models", () => {
  const inner = {
    class_name: "Functional",
    name: "body",
    config: {
      name: "body",
      layers: [input("in", [6]), dense("one", 5, ["in"]), dense("two", 6, ["one"])],
      input_layers: [["in", 0, 0]],
      output_layers: [["two", 0, 0]],
    },
  };

  test.each([
    ["from 1", 1],
    ["from 0", 0],
  ])("their layers come below their name, their calls counted %s", (_, first) => {
    const layers = [
      input("x", [6]),
      { ...inner, inbound_nodes: [[["x", 0, 0, {}]], [["body", first, 0, {}]]] },
      {
        ...layer("Add", "sum"),
        inbound_nodes: [
          [
            ["body", first, 0, {}],
            ["body", first + 1, 0, {}],
          ],
        ],
      },
    ];
    const network = readAsModel(functional(layers, ["x"], ["sum"]));
    const names = ["x", "body/one", "body/two", "body/one-2", "body/two-2", "sum"];
    expect(network.layers.map(({ name }) => name)).toEqual(names);
    expect(find(network, "body/one-2").from).toEqual(["body/two"]);
    expect(find(network, "sum").from).toEqual(["body/two", "body/two-2"]);
  });

  test("a Sequential model within one, too", () => {
    const head = { class_name: "Sequential", name: "head", config: { layers: [input("z", [6]), dense("d", 3)] } };
    expect(readKeras(sequential([6], dense("a", 6), head as never))).toEqual({ kind: "layered", widths: [6, 6, 3] });
  });

  test("calling each other more often than can be read is too large", () => {
    let model: object = { class_name: "Functional", name: "m", config: inner.config };
    for (let depth = 0; depth < 25; depth++) {
      const twice = [[["in", 0, 0, {}]], [["m", 1, 0, {}]]];
      const layers = [input("in", [6]), { ...model, name: "m", inbound_nodes: twice }];
      const config = { name: "m", layers, input_layers: [["in", 0, 0]], output_layers: [["m", 2, 0]] };
      model = { class_name: "Functional", name: "m", config };
    }
    expect(outcome(() => readKeras(model))).toMatch(/^too-large: /);
  });
});

describe("several inputs and outputs", () => {
  const layers = [
    input("left", [null, 4]),
    input("right", [3]),
    layer("GlobalMaxPooling1D", "pool", {}, ["left"]),
    layer("Concatenate", "both", {}, ["pool", "right"]),
    dense("a", 2, ["both"]),
    dense("b", 1, ["both"]),
    dense("unused", 9, ["both"]),
  ];

  test("are inputs and outputs of the network; what leads to none is left out", () => {
    const network = readAsModel(functional(layers, ["left", "right"], ["a", "b"]), { inputShapes: { left: [7, 4] } });
    expect(network.outputs).toEqual(["a", "b"]);
    expect(shapesOf(network)).toEqual({ left: [4, 7], right: [3], pool: [4], both: [7], a: [2], b: [1] });
  });

  test("inputShape is for one input alone", () => {
    expect(outcome(() => readKeras(functional(layers, ["left", "right"], ["a"]), { inputShape: [7, 4] }))).toMatch(
      /^invalid-input: options\.inputShape: /,
    );
  });
});
