import { readFileSync } from "node:fs";
import { withRemoval } from "percolation";
import { describe, expect, test } from "vitest";
import { hostile, published, residual } from "../plot/made-up.ts";
import { parseXml } from "../plot/xml.ts";
import { newFolder } from "./folder.ts";
import { json, percolation } from "./program.ts";

const { path, write } = newFolder();
const small = write("small.json", residual);
const dangerous = write("dangerous.json", hostile);
const LENET = "tests/data/models/lenet-5.keras.json";
const FEW = ["--trials", "256"];

describe("percolation inspect FILE", () => {
  test("reports the headline, a table of all layers and what it means", async () => {
    const { code, stdout, stderr } = await percolation(["inspect", small, ...FEW]);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toContain(`model          ${small}\n`);
    expect(stdout).toContain(
      "network        model of 8 layers, 3x8x8 -> 4; channel dropout 0.5 in 1 layer, dropout 0.1 in 1 layer\n",
    );
    expect(stdout).toMatch(/^path survives +\S/m);
    expect(stdout).toMatch(/^largest drop +0\.\d+ in common, failure below 1e-6$/m);
    expect(stdout).toMatch(
      /^layer +type +shape +reached +effective +removes +alone the cut +importance +rank +largest drop +by$/m,
    );
    expect(stdout).toMatch(/^spatial +channel-dropout +16x8x8 +\S+ % +\S+ % +channel dropout 0\.5 /m);
    for (const { name = "" } of residual.layers) expect(stdout).toMatch(new RegExp(`^${name} `, "m"));
    expect(stdout).toContain("Both layers that remove may drop up to ");
    expect(stdout).toMatch(/1000 steps/);
  });

  test("puts findings before the table", async () => {
    const { stdout } = await percolation(["inspect", LENET, ...FEW]);
    expect(stdout).toMatch(/\n\n! nothing removed: .*\n\nlayer +type +shape +reached +effective\n/);
    expect(stdout).not.toContain("largest drop");
    const removing = await percolation(["inspect", LENET, "--drop-channels", "0.1", ...FEW]);
    expect(removing.stdout).not.toContain("! nothing removed");
  });

  test("lists of a large model the layers that remove, or all with --all", async () => {
    const [, resnet] = published;
    const large = write("large.json", withRemoval(resnet?.network() ?? residual, { dropChannels: 0.1 }));
    const words = ["inspect", large, "--trials", "1", "--failure-below", "0.5"];
    const lines = (text: string) => text.split("\n").filter((line) => / \d+(\.\d+)? % /.test(line)).length;
    const [some, every] = [await percolation(words), await percolation([...words, "--all"])];
    expect(lines(every.stdout)).toBe(94);
    expect(lines(some.stdout)).toBeLessThan(40);
    expect(some.stdout).toMatch(/^\(\d+ layers with less to say; --all lists every layer\)$/m);
    expect(every.stdout).not.toContain("--all");
  });

  test("prints the answer, whose query asks for the same again", async () => {
    const words = [
      "inspect",
      small,
      "--drop-channels",
      "0.4",
      "--failure-below",
      "1e-3",
      "--seed",
      "7",
      ...FEW,
      "--json",
    ];
    const answer = await json(words);
    expect(answer).toMatchObject({ failureBelow: 1e-3, query: { ask: "inspect", steps: 1000, seed: "7" } });
    expect((answer.layers as { name: string }[]).map(({ name }) => name)).toContain("stem-channel-dropout");
    const again = await json("ask -", { stdin: JSON.stringify(answer.query) });
    expect(again).toEqual(answer);
  });

  test("takes layered networks too, which are exact", async () => {
    const { stdout } = await percolation("inspect --widths 8,6,4 --drop-sites 0.5 --trials 100");
    expect(stdout).toMatch(/^network +8-6-4, dropout 0\.5$/m);
    expect(stdout).toMatch(/^method +exact$/m);
  });

  test("writes a drawing and a page", async () => {
    const svg = await percolation(["inspect", small, ...FEW, "--svg", path("a.svg")]);
    expect(svg).toEqual({ code: 0, stdout: `Wrote the drawing of 8 layers to ${path("a.svg")}.\n`, stderr: "" });
    expect(parseXml(readFileSync(path("a.svg"), "utf8"))[0]?.name).toBe("svg");
    const html = await percolation(["inspect", small, ...FEW, "--html", path("a.html")]);
    expect(html).toEqual({ code: 0, stdout: `Wrote the report of 8 layers to ${path("a.html")}.\n`, stderr: "" });
    expect(readFileSync(path("a.html"), "utf8")).toContain("<h1>Where does small.json break?</h1>");
  });

  test("lets no name of a layer steer the terminal", async () => {
    const { code, stdout } = await percolation(["inspect", dangerous, "--trials", "1"]);
    expect(code).toBe(0);
    expect(stdout.replaceAll("\n", "")).not.toMatch(/\p{Cc}|[\u202a-\u202e]/u);
    expect(stdout).toContain("line break [31m");
  });
});
