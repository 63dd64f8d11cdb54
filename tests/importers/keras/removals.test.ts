import { describe, expect, test } from "vitest";
import { readKeras } from "../../../sdk/importers/keras.ts";
import { find, functional, input, layer, outcome, readAsModel, sequential } from "./models.ts";

/** What a removal between two convolutions is read as. */
function removal(className: string, config: object): Record<string, unknown> {
  const model = sequential(
    [8, 8, 3],
    layer("Conv2D", "first", { filters: 4, kernel_size: 3 }),
    layer(className, "drop", config),
    layer("Conv2D", "last", { filters: 4, kernel_size: 3 }),
  );
  return { ...find(readAsModel(model), "drop") };
}

describe("rates", () => {
  test("Dropout and AlphaDropout remove elements", () => {
    const expected = { type: "dropout", name: "drop", from: ["first"], drop: 0.25, shared: [] };
    expect(removal("Dropout", { rate: 0.25, noise_shape: null, seed: null })).toEqual(expected);
    expect(removal("AlphaDropout", { rate: 0.25 })).toEqual(expected);
  });

  test("SpatialDropout removes channels, SpatialDropout1D those of a sequence", () => {
    expect(removal("SpatialDropout2D", { rate: 0.2 })).toMatchObject({ type: "channel-dropout", drop: 0.2 });
    const model = sequential(
      [10, 4],
      layer("SpatialDropout1D", "drop", { rate: 0.1 }),
      layer("Dense", "d", { units: 2 }),
    );
    expect(readAsModel(model).layers.slice(0, 2)).toEqual([
      { type: "input", name: "x", shape: [4, 10] },
      { type: "channel-dropout", name: "drop", from: ["x"], drop: 0.1 },
    ]);
  });

  test("a noise shape shares one mask along axes", () => {
    expect(removal("Dropout", { rate: 0.5, noise_shape: [null, 1, 1, 4] })).toMatchObject({
      type: "dropout",
      shared: [1, 2],
    });
    expect(removal("Dropout", { rate: 0.5, noise_shape: [null, 6, 6, 1] })).toMatchObject({
      type: "dropout",
      shared: [0],
    });
    expect(outcome(() => removal("Dropout", { rate: 0.5, noise_shape: [null, 1, 1, 5] }))).toBe(
      'invalid-file: layer "drop" (Dropout).noise_shape: expected 1, null or 4 for each axis, got 5',
    );
  });

  test("noise removes nothing and makes no layer", () => {
    for (const className of ["GaussianNoise", "GaussianDropout"]) {
      const model = sequential(
        [3],
        layer("Dense", "a", { units: 3 }),
        layer(className, "noise", { rate: 0.5 }),
        layer("Dense", "b", { units: 1 }),
      );
      expect(readKeras(model)).toEqual({ kind: "layered", widths: [3, 3, 1] });
    }
  });

  test("a rate that is none is refused, naming the layer", () => {
    for (const rate of [undefined, null, -0.1, 1.5, "0.5", true]) {
      expect(outcome(() => removal("Dropout", { rate }))).toMatch(
        /^invalid-file: layer "drop" \(Dropout\)\.rate: expected a number in 0\.\.1, got /,
      );
    }
  });

  test("a chain of dense layers with its dropout is a layered network, options replace its rates", () => {
    const model = sequential(
      [784],
      layer("Dropout", "on inputs", { rate: 0.2 }),
      layer("Dense", "a", { units: 300, activation: "relu" }),
      layer("Dropout", "on a", { rate: 0.5 }),
      layer("Dense", "b", { units: 10 }),
    );
    expect(readKeras(model)).toMatchObject({ kind: "layered", widths: [784, 300, 10], dropInputs: 0.2 });
    expect(readKeras(model, { dropSites: 0.75 })).toMatchObject({ dropInputs: 0.2 });
    const replaced = readKeras(model, { keepBonds: 0.5, dropSites: 0.75 });
    expect(replaced).toMatchObject({ dropSites: 0.75, keepBonds: 0.5 });
  });
});

describe("names that mean stochastic depth", () => {
  test("a Dropout whose noise shape is 1 but for the batch, as in EfficientNet", () => {
    const config = { rate: 0.2, noise_shape: [null, 1, 1, 1] };
    const expected = { type: "stochastic-depth", name: "drop", from: ["first"], drop: 0.2, per: "sample" };
    expect(removal("Dropout", config)).toEqual(expected);
    expect(removal("FixedDropout", config)).toEqual(expected);
    expect(removal("Custom>FixedDropout", config)).toEqual(expected);
    expect(removal("Dropout", { ...config, noise_shape: [1, 1, 1, 1] })).toEqual({ ...expected, per: "step" });
  });

  test.each([
    ["DropConnect", { drop_connect_rate: 0.3 }],
    ["Custom>DropConnect", { drop_connect: 0.3 }],
    ["DropPath", { drop_path_rate: 0.3 }],
    ["keras_cv>DropPath", { rate: 0.3 }],
    ["StochasticDepth", { drop_prob: 0.3 }],
  ])("a layer %s is never dropconnect", (className, config) => {
    expect(removal(className, config)).toMatchObject({ type: "stochastic-depth", drop: 0.3, per: "sample" });
    expect(JSON.stringify(removal(className, config))).not.toContain("Bonds");
  });

  test("a layer that reads shortcut and branch drops the branch for the whole batch and adds", () => {
    const layers = [
      input("x", [4]),
      layer("Dense", "branch", { units: 4 }, ["x"]),
      layer("StochasticDepth", "depth", { survival_probability: 0.8 }, ["x", "branch"]),
      layer("Dense", "y", { units: 2 }, ["depth"]),
    ];
    const network = readAsModel(functional(layers, ["x"], ["y"]));
    expect(find(network, "depth/branch")).toMatchObject({
      type: "stochastic-depth",
      keep: 0.8,
      per: "step",
      from: ["branch"],
    });
    expect(find(network, "depth")).toMatchObject({ type: "add", from: ["x", "depth/branch"] });
  });

  test("a block of EfficientNet keeps its branch and shortcut, and neither squeeze nor excitation", () => {
    const conv = (name: string, filters: number, from: string, activation = "linear") =>
      layer("Conv2D", name, { filters, kernel_size: 1, padding: "same", activation }, [from]);
    const layers = [
      input("x", [8, 8, 16]),
      conv("expand", 32, "x"),
      layer("DepthwiseConv2D", "dwconv", { kernel_size: 3, padding: "same" }, ["expand"]),
      layer("GlobalAveragePooling2D", "se_squeeze", {}, ["dwconv"]),
      layer("Reshape", "se_reshape", { target_shape: [1, 1, 32] }, ["se_squeeze"]),
      conv("se_reduce", 4, "se_reshape", "swish"),
      conv("se_expand", 32, "se_reduce", "sigmoid"),
      layer("Multiply", "se_excite", {}, ["dwconv", "se_expand"]),
      conv("project", 16, "se_excite"),
      layer("Dropout", "drop", { rate: 0.2, noise_shape: [null, 1, 1, 1] }, ["project"]),
      layer("Add", "add", {}, ["drop", "x"]),
    ];
    const network = readAsModel(functional(layers, ["x"], ["add"]));
    expect(network.layers.map(({ name }) => name)).toEqual(["x", "expand", "dwconv", "project", "drop", "add"]);
    expect(find(network, "drop")).toMatchObject({ type: "stochastic-depth", drop: 0.2 });
    expect(find(network, "project").from).toEqual(["dwconv"]);
  });

  test("DropBlock2D keeps its blocks", () => {
    expect(removal("keras_cv>DropBlock2D", { rate: 0.1, block_size: 3 })).toMatchObject({
      type: "drop-block",
      drop: 0.1,
      size: [3, 3],
    });
  });
});
