import { spawn } from "node:child_process";
import { once } from "node:events";
import { ask } from "percolation";
import { expect, test } from "vitest";
import { json, percolation } from "./program.ts";

const LONG = "path --widths 784,300,100,10 --drop-bonds 0.998 --method monte-carlo --trials 100000000 --json";

/** Runs a command and interrupts it as soon as it listens. */
async function interrupt(line: string) {
  // Some ranges are done by then.
  const outcome = await percolation(line, { onListening: (stop) => setTimeout(stop, 700) });
  return { ...outcome, answer: outcome.stdout === "" ? undefined : JSON.parse(outcome.stdout) };
}

test.each([1, 2])("an interrupt prints the answer of the trials done, with %i workers", async (workers) => {
  const { code, stderr, answer } = await interrupt(`${LONG} --workers ${workers}`);
  expect(code).toBe(130);
  expect(answer.trials).toBeGreaterThan(0);
  expect(answer.trials).toBeLessThan(1e8);
  expect(answer.interval).toEqual(ask(answer.query).interval);
  expect(answer.open).toBe(ask(answer.query).open);
  expect(stderr).toBe(`interrupted: the answer is of ${answer.trials} trials of 100000000\n`);
});

test("an interrupted sweep is that of fewer runs", async () => {
  const { code, stderr, answer } = await interrupt(
    "sweep --lattice square --size 64x64 --kind bond --runs 100000 --json",
  );
  expect(code).toBe(130);
  expect(answer.runs).toBeLessThan(100000);
  expect(answer).toEqual(JSON.parse(JSON.stringify(ask(answer.query))));
  expect(stderr).toBe(`interrupted: the answer is of ${answer.runs} runs of 100000\n`);
});

test("an interrupt before anything is done says so", async () => {
  const outcome = await percolation(`${LONG} --workers 2`, { onListening: (stop) => stop() });
  expect([outcome.code, outcome.stdout, outcome.stderr]).toEqual([130, "", "interrupted before there was an answer\n"]);
});

test("an inspection that is interrupted is that of fewer trials", async () => {
  const { code, answer } = await interrupt("inspect --widths 300,300,300 --drop-bonds 0.99 --trials 50000000 --json");
  expect(code).toBe(130);
  expect(answer.query.trials).toBeLessThan(50000000);
  expect(answer.findings).toEqual(ask(answer.query).findings);
});

test("answers are the same for any number of workers", async () => {
  const line = "path --widths 300,100,10 --drop-bonds 0.99 --method monte-carlo --trials 300000 --json";
  const one = await json(line);
  for (const workers of [1, 2, 3]) expect(await json(`${line} --workers ${workers}`)).toEqual(one);
});

test.each(["0", "1.5", "1025", "many"])("--workers %s is refused", async (workers) => {
  const { code, stdout, stderr } = await percolation(`path --widths 2,2,2 --workers ${workers}`);
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toMatch(/^--workers: expected an integer in 1\.\.1024, got .*\n$/);
});

test("--workers belongs to commands that sample", async () => {
  expect((await percolation("depth --width 8 --drop-sites 0.5 --workers 2")).code).toBe(2);
});

test("Ctrl-C in the built program prints what is known and ends with exit code 130", async () => {
  const child = spawn(process.execPath, ["dist/cli.js", ...LONG.split(" ")]);
  let stdout = "";
  child.stdout.on("data", (chunk) => {
    stdout += chunk;
  });
  const closed = once(child, "close");
  await new Promise((resolve) => setTimeout(resolve, 3000));
  child.kill("SIGINT");
  const [code] = await closed;
  expect(code).toBe(130);
  expect(JSON.parse(stdout).trials % 128).toBe(0);
});
