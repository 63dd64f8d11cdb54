import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { floats, onnxFile } from "../importers/onnx-file.ts";
import { json, percolation } from "./program.ts";

const MODEL = "node_modules/openwakeword-js/models/hello_deepa.onnx";

const folder = mkdtempSync(join(tmpdir(), "percolation-"));
const pruned = join(folder, "pruned.onnx");
const dropped = join(folder, "dropped.onnx");
const odd = join(folder, "odd.onnx");
const dense = { op: "MatMul", inputs: ["h", "b"] };
writeFileSync(
  pruned,
  onnxFile({
    nodes: [{ op: "MatMul", inputs: ["x", "a"], outputs: ["h"] }, dense],
    initializers: [floats("a", [2, 3], [1, 0, 2, 0, 3, 4]), floats("b", [3, 1])],
  }),
);
writeFileSync(
  dropped,
  onnxFile({
    nodes: [
      { op: "MatMul", inputs: ["x", "a"], outputs: ["g"] },
      { op: "Dropout", inputs: ["g"], outputs: ["h"], attributes: [{ name: "ratio", f: 0.5 }] },
      dense,
    ],
    initializers: [floats("a", [2, 2]), floats("b", [2, 1])],
    opset: 11,
  }),
);
writeFileSync(odd, onnxFile({ nodes: [{ op: "Conv", inputs: ["x", "a"] }], initializers: [floats("a", [2, 2])] }));
afterAll(() => rmSync(folder, { recursive: true }));

test("a model file gives the widths and flags give the rates", async () => {
  const answer = await json(`path --model ${MODEL} --drop-bonds 0.9 --json`);
  expect(answer.probability).toBeCloseTo(0.961213470369, 12);
  expect(answer).toMatchObject({ query: { network: { widths: [2400, 32, 32, 1], dropBonds: 0.9 } } });
});

test("the report names the file and what was read", async () => {
  const { stdout } = await percolation(`path --model ${MODEL} --drop-bonds 0.9`);
  expect(stdout).toContain(`model          ${MODEL}\n`);
  expect(stdout).toContain("read           widths 2400-32-32-1; no missing connections\n");
});

test("the report counts the missing connections of a pruned model, which is sampled", async () => {
  const { stdout } = await percolation(["path", "--model", pruned, "--drop-bonds", "0.5", "--trials", "1000"]);
  expect(stdout).toContain("read           widths 2-3-1; 2 of 9 connections missing\n");
  expect(stdout).toMatch(/method +monte-carlo\n/);
});

test("an exact answer on a pruned model is refused in terms of the flag", async () => {
  const { code, stderr } = await percolation(["path", "--model", pruned, "--method", "exact"]);
  expect(stderr).toMatch(/^--method: expected "monte-carlo" or "auto" .*, got "exact"\n$/);
  expect(code).toBe(2);
});

test("flags replace the rates of the file, which count otherwise", async () => {
  expect(await json(["path", "--model", dropped, "--json"])).toMatchObject({
    query: { network: { dropSites: [0.5] } },
  });
  const answer = await json(["path", "--model", dropped, "--keep-sites", "0.25", "--json"]);
  expect(answer).toMatchObject({ query: { network: { keepSites: 0.25 } } });
  expect(answer).not.toHaveProperty("query.network.dropSites");
});

test("a model that is not read is refused by one line that names the file and the operator", async () => {
  const { code, stderr } = await percolation(["path", "--model", odd]);
  expect(stderr.startsWith(`${odd}: `)).toBe(true);
  expect(stderr).toMatch(/^[^\n]*Conv[^\n]*\n$/);
  expect(code).toBe(2);
});
