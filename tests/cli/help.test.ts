import { version } from "percolation";
import { describe, expect, test } from "vitest";
import { type CommandName, commands, flagsOf } from "../../sdk/cli/commands.ts";
import { flags } from "../../sdk/cli/flags.ts";
import { percolation } from "./program.ts";

const MISERABLES = "node_modules/vega-datasets/data/miserables.json";
const names = Object.keys(commands) as CommandName[];

test.each(["", "--help", "-h"])("percolation %s prints the general help, which names every command", async (line) => {
  const { code, stdout, stderr } = await percolation(line);
  expect([code, stderr]).toEqual([0, ""]);
  for (const name of [...names, "ask"]) expect(stdout).toMatch(new RegExp(`^  ${name} +\\S`, "m"));
});

test("--version prints the version", async () => {
  expect(await percolation("--version")).toEqual({ code: 0, stdout: `${version}\n`, stderr: "" });
});

describe.each(names)("percolation %s --help", (name) => {
  test("explains every flag of the command, and no other", async () => {
    const { code, stdout } = await percolation([name, "--help"]);
    const explained = [...stdout.matchAll(/^ {2}--([\w-]+)/gm)].map(([, flag]) => flag);
    expect([...explained].sort()).toEqual([...flagsOf(name).keys(), "help"].sort());
    expect(code).toBe(0);
  });

  test("is printed for -h too, whatever else is given", async () => {
    const { stdout } = await percolation([name, "--help"]);
    expect(await percolation([name, "--what", "-h"])).toEqual({ code: 0, stdout, stderr: "" });
  });

  test.each(commands[name].examples)("gives an example that runs: %s", async (example) => {
    const line = example.replace(/--svg \S+/, "--json").replace("FILE", MISERABLES);
    expect(await percolation(`${name} ${line}`)).toMatchObject({ code: 0, stderr: "" });
  });
});

test("percolation ask --help shows a query", async () => {
  expect((await percolation("ask --help")).stdout).toContain('{"ask":"depth","width":8,"dropSites":0.5}');
});

test("every flag belongs to a command", () => {
  const used = new Set<string>(names.flatMap((name) => [...flagsOf(name).keys()]));
  expect(Object.keys(flags).filter((flag) => !used.has(flag))).toEqual([]);
});
