import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";
import { version } from "../../sdk/engine/version.gen.ts";

test("the built program runs under Node", () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["dist/cli.js", "--version"], { encoding: "utf8" });
  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: `${version}\n`, stderr: "" });
});

test("a reader that stops early, as head does, is no error", async () => {
  const words = "curve --widths 1,1 --of bonds --points 100001 --csv".split(" ");
  const child = spawn(process.execPath, ["dist/cli.js", ...words]);
  let stderr = "";
  child.stderr.on("data", (chunk) => {
    stderr += chunk;
  });
  child.stdout.once("data", () => child.stdout.destroy());
  const [code] = await once(child, "close");
  expect([code, stderr]).toEqual([0, ""]);
});

test("studies find the same in two threads as in one", () => {
  const [one, two] = ["1", "2"].map((workers) =>
    spawnSync(process.execPath, ["dist/cli.js", "reproduce", "percolation", "--workers", workers], {
      encoding: "utf8",
    }),
  );
  expect(two?.stdout).toMatch(/ targets, all met\.\n$/);
  expect([two?.status, two?.stderr, two?.stdout]).toEqual([one?.status, one?.stderr, one?.stdout]);
});

test.each(["1", "2"])("an interrupt ends studies in %s threads, though parts go on for a minute", async (workers) => {
  const child = spawn(process.execPath, ["dist/cli.js", "reproduce", "all", "--workers", workers]);
  let stderr = "";
  child.stderr.on("data", (chunk) => {
    stderr += chunk;
  });
  // The first study is told, the others are under way.
  await once(child.stdout, "data");
  child.stdout.resume();
  child.kill("SIGINT");
  const [code] = await once(child, "close");
  expect([code, stderr]).toEqual([130, "interrupted\n"]);
});
