import { version } from "percolation";
import { describe, expect, test } from "vitest";
import { allFlagsOf } from "../../sdk/cli/commands.ts";
import { flags } from "../../sdk/flags/flags.ts";
import { type CommandName, formOf, forms } from "../../sdk/flags/forms.ts";
import { percolation } from "./program.ts";

const MISERABLES = "node_modules/vega-datasets/data/miserables.json";
const MODEL = "tests/data/models/lenet-5.keras.json";
const asking = Object.keys(forms) as CommandName[];
const names = [...asking, "convert"] as const;

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
    expect([...explained].sort()).toEqual([...allFlagsOf(name).keys(), "help"].sort());
    expect(code).toBe(0);
  });

  test("is printed for -h too, whatever else is given", async () => {
    const { stdout } = await percolation([name, "--help"]);
    expect(await percolation([name, "--what", "-h"])).toEqual({ code: 0, stdout, stderr: "" });
  });

  test.each(formOf(name).examples)("gives an example that runs: %s", async (example) => {
    const line = example
      .replace(/--(?:svg|html) \S+/, "--json")
      .replace("FILE", formOf(name).takesFile ? MODEL : MISERABLES);
    expect(await percolation(`${name} ${line}`)).toMatchObject({ code: 0, stderr: "" });
  });
});

test("percolation ask --help shows a query", async () => {
  expect((await percolation("ask --help")).stdout).toContain('{"ask":"depth","width":8,"dropSites":0.5}');
});

test("every flag belongs to a command", () => {
  const used = new Set<string>(names.flatMap((name) => [...allFlagsOf(name).keys()]));
  expect(Object.keys(flags).filter((flag) => !used.has(flag))).toEqual([]);
});
