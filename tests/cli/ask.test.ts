import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { json, percolation } from "./program.ts";

const folder = mkdtempSync(join(tmpdir(), "percolation-"));
afterAll(() => rmSync(folder, { recursive: true }));

const QUERY = '{"ask":"depth","width":8,"dropSites":0.5}';

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

test("ask answers a query from standard input as JSON", async () => {
  expect(await json("ask -", { stdin: QUERY })).toMatchObject({ depth: 178 });
});

test("ask answers a query from a file, with --json or without", async () => {
  const path = file("query.json", QUERY);
  const answer = await json(["ask", path]);
  expect(answer).toMatchObject({ depth: 178 });
  expect(await json(["ask", path, "--json"])).toEqual(answer);
});

test("a byte order mark before the query is passed over", async () => {
  expect(await json(["ask", file("marked.json", `\ufeff${QUERY}`)])).toMatchObject({ depth: 178 });
});

test("ask prints masks as arrays", async () => {
  const query = { ask: "masks", network: { kind: "layered", widths: [1, 1] } };
  expect(await json("ask -", { stdin: JSON.stringify(query) })).toMatchObject({ sites: [], bonds: [[1]] });
});

test.each([
  ["no JSON", "ask -", "{", /^standard input: expected JSON: /],
  ["an empty input", "ask -", "", /^standard input: expected JSON: /],
  ["an array", "ask -", "[]", /^ask: expected one of /],
  ["a number", "ask -", "3", /^query: expected an object, got 3/],
  ["an unknown question", "ask -", '{"ask":"what"}', /^ask: expected one of "path", .*, got "what"/],
  ["a bad field", "ask -", '{"ask":"depth","width":0}', /^width: expected an integer in 1\.\.1048576, got 0/],
  ["an unknown field", "ask -", '{"ask":"depth","width":2,"w":0}', /^w: expected no such field/],
  ["no file", "ask", "", /^ask: expected one file, or - for standard input, got none/],
  ["two files", "ask - -", "", /^ask: expected one file, or - for standard input, got 2/],
  ["a file that is not there", "ask nowhere.json", "", /^nowhere\.json: cannot be read: no such file or directory/],
  ["another flag", "ask - --seed 3", "", /^--seed: expected a flag of ask/],
])("ask refuses %s with one line and exit code 2", async (_, line, stdin, message) => {
  const { code, stdout, stderr } = await percolation(line, { stdin });
  expect(stderr).toMatch(message);
  expect(stderr).toMatch(/^[^\n]+\n$/);
  expect([code, stdout]).toEqual([2, ""]);
});

test("a file that holds no JSON is named", async () => {
  const path = file("no.json", "ask: path");
  const { code, stderr } = await percolation(["ask", path]);
  expect(stderr.startsWith(`${path}: expected JSON: `)).toBe(true);
  expect(code).toBe(2);
});
