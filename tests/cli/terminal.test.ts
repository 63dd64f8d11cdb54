import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { curve, rectangular } from "percolation";
import { curveToSvg } from "percolation/plot";
import { expect, test, vi } from "vitest";
import { percolation } from "./program.ts";

const ESCAPE = "\u001b";
const CURVE = "curve --width 8 --depth 10 --of sites";

test("a terminal gets colours and lines of its width", async () => {
  const { stdout } = await percolation(CURVE, { columns: 60 });
  expect(stdout).toContain(`${ESCAPE}[36m`);
  expect(stdout).toContain(`${ESCAPE}[2m`);
  const shown = stdout.replaceAll(new RegExp(`${ESCAPE}\\[\\d+m`, "g"), "");
  expect(Math.max(...shown.split("\n").map((line) => line.length))).toBe(60);
});

test("a very wide terminal is not filled, a very narrow one not squeezed into", async () => {
  const longest = async (columns: number) => {
    const { stdout } = await percolation(CURVE, { columns, environment: { NO_COLOR: "1" } });
    return Math.max(
      ...stdout
        .split("\n")
        .slice(4, 20)
        .map((line) => line.length),
    );
  };
  expect(await longest(500)).toBe(100);
  expect(await longest(10)).toBe(40);
});

test.each([{ NO_COLOR: "1" }, { TERM: "dumb" }])("no colours with %o", async (environment) => {
  expect((await percolation(CURVE, { columns: 60, environment })).stdout).not.toContain(ESCAPE);
});

test("an empty NO_COLOR does not count", async () => {
  expect((await percolation(CURVE, { columns: 60, environment: { NO_COLOR: "" } })).stdout).toContain(ESCAPE);
});

test("a pipe gets neither colours nor broken sentences", async () => {
  const { stdout } = await percolation(CURVE);
  expect(stdout).not.toContain(ESCAPE);
  expect(stdout.split("\n").some((line) => line.length > 100)).toBe(true);
});

/** Runs work of five steps by a clock that moves by so many milliseconds whenever it is read. */
async function timed(milliseconds: number, stderrIsTerminal: boolean) {
  let now = 0;
  const clock = vi.spyOn(Date, "now").mockImplementation(() => {
    now += milliseconds;
    return now;
  });
  try {
    return await percolation("curve --widths 2,2 --of bonds --points 5 --csv", { stderrIsTerminal });
  } finally {
    clock.mockRestore();
  }
}

test("progress is drawn on a stderr that is a terminal, and nothing of it on stdout", async () => {
  const { code, stdout, stderr } = await timed(500, true);
  expect(stderr).toContain("█");
  expect(stderr).toContain("80%");
  expect([code, stdout]).toEqual([0, (await timed(500, false)).stdout]);
});

test("the progress bar is wiped when the work is done", async () => {
  expect((await timed(500, true)).stderr.endsWith(`${ESCAPE}[1G${ESCAPE}[2K`)).toBe(true);
});

test("a stderr that is no terminal gets no progress", async () => {
  expect((await timed(500, false)).stderr).toBe("");
});

test("work that is done at once draws no progress", async () => {
  expect((await timed(0, true)).stderr).toBe("");
});

test("--svg writes the picture of the curve and says so in one line", async () => {
  const folder = mkdtempSync(join(tmpdir(), "percolation-"));
  const file = join(folder, "curve.svg");
  const { code, stdout } = await percolation([
    "curve",
    "--width",
    "8",
    "--depth",
    "10",
    "--of",
    "sites",
    "--svg",
    file,
  ]);
  expect([code, stdout]).toEqual([0, `Wrote the curve of 101 points to ${file}.\n`]);
  expect(readFileSync(file, "utf8")).toBe(curveToSvg(curve(rectangular({ width: 8, depth: 10 }), { of: "sites" })));
  rmSync(folder, { recursive: true });
});
