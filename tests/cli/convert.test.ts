import { readFileSync } from "node:fs";
import { version } from "percolation";
import { readModel } from "percolation/importers";
import { expect, test } from "vitest";
import { residual } from "../plot/made-up.ts";
import { newFolder } from "./folder.ts";
import { json, percolation } from "./program.ts";

const { write } = newFolder();
const LENET = "tests/data/models/lenet-5.keras.json";
const CHAIN = "node_modules/openwakeword-js/models/hello_deepa.onnx";

test("convert prints the network of a file as one line of JSON, the same for what it printed", async () => {
  const network = await json(["convert", LENET]);
  expect(network).toEqual(JSON.parse(JSON.stringify(readModel(readFileSync(LENET)))));
  expect(await json(["convert", write("lenet.json", network)])).toEqual(network);
  expect(await json(["convert", "--model", LENET, "--json"])).toEqual(network);
});

test("convert puts the rates of flags in the place of the file's", async () => {
  const { layers } = (await json(["convert", LENET, "--keep-channels", "0.25"])) as { layers: unknown[] };
  expect(layers).toContainEqual({ type: "channel-dropout", name: "c1-channel-dropout", from: ["c1"], keep: 0.25 });
  expect(await json(["convert", CHAIN, "--drop-sites", "0.1,0.2"])).toMatchObject({ dropSites: [0.1, 0.2] });
  const rates = write("rates.json", { kind: "layered", widths: [2, 2, 2], keepSites: 0.5, dropBonds: 0.1 });
  expect(await json(["convert", rates, "--drop-sites", "0.2"])).toEqual({
    kind: "layered",
    widths: [2, 2, 2],
    dropSites: 0.2,
    dropBonds: 0.1,
  });
});

test("convert takes layered and rectangular networks by their widths", async () => {
  expect(await json("convert --widths 3,4,2 --drop-sites 0.1")).toEqual({
    kind: "layered",
    widths: [3, 4, 2],
    dropSites: 0.1,
  });
  expect(await json("convert --width 3 --depth 4")).toMatchObject({ kind: "rectangular", width: 3, depth: 4 });
});

test("what convert prints is the network of a query", async () => {
  const network = await json(["convert", write("residual.json", residual)]);
  const query = { ask: "path", network, method: "monte-carlo", trials: 128 };
  expect(await json("ask -", { stdin: JSON.stringify(query) })).toMatchObject({ trials: 128, version });
});

test("sizes that a file leaves open are given by --input-shape or by name", async () => {
  const upscaler = "node_modules/@upscalerjs/default-model/models/model.json";
  const refused = await percolation(["convert", upscaler]);
  expect(refused.stderr).toMatch(/^--input-shape: expected the sizes of input "LR".*, got none\n$/);
  const network = await json(["convert", upscaler, "--input-shape", "16x16x3"]);
  expect((network.layers as unknown[])[0]).toMatchObject({ type: "input", shape: [3, 16, 16] });
  expect(await json(["convert", upscaler, "--input-shapes", "LR=16x16x3"])).toEqual(network);
});

test("--tokens is of models of Hugging Face", async () => {
  const gpt2 = "tests/data/models/gpt2.config.json";
  const { layers } = (await json(["convert", gpt2, "--tokens", "8"])) as { layers: unknown[] };
  expect(layers[0]).toMatchObject({ type: "input", shape: [8] });
});
