import { setImmediate } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { describe, expect, test } from "vitest";
import { divide, inProcess, inThread, type Place, type Runner } from "../../sdk/cli/study-parts.ts";
import type { Findings } from "../../sdk/studies/study.ts";

const places = [5, 1, 3, 2, 0].map((part) => ({ study: "made up", part }));
const findingsOf = ({ part }: Place): Findings => ({
  targets: [],
  tables: [{ name: `${part}`, columns: [], rows: [] }],
  pictures: [],
});

/** Takes as many turns as the number of the part says, and never two parts at once. */
function slowRunner(log: number[]): Runner {
  let isBusy = false;
  return {
    run: async (place) => {
      expect(isBusy).toBe(false);
      isBusy = true;
      log.push(place.part);
      for (let turn = 0; turn < place.part; turn++) await setImmediate();
      isBusy = false;
      return findingsOf(place);
    },
    end: () => {},
  };
}

test.each([1, 2, 3, 9])("%i runners take parts in their order, and what was found has its place", async (count) => {
  const log: number[] = [];
  const found = divide(
    places,
    Array.from({ length: count }, () => slowRunner(log)),
  );
  expect(await Promise.all(found)).toEqual(places.map(findingsOf));
  expect(log).toEqual(places.map(({ part }) => part));
});

test("a part that fails is told as such, and none is run after the end", async () => {
  const runner = inProcess();
  const [found] = divide([{ study: "made up", part: 0 }], [runner]);
  await expect(found).rejects.toThrow("there is no part 0 of a study made up");
  runner.end();
  await expect(runner.run({ study: "percolation", part: 0 })).rejects.toThrow("no part is run after the end");
});

describe("a thread", () => {
  const place = { study: "made up", part: 3 };
  const answering = (code: string) => inThread(new Worker(`${PORT}.on("message", (place) => ${code})`, { eval: true }));
  const PORT = 'require("node:worker_threads").parentPort';

  test("answers with what it found, one part after another", async () => {
    const runner = answering(
      `${PORT}.postMessage({ findings: { targets: [], tables: [], pictures: [], leftOut: [place.study] } })`,
    );
    for (let turn = 0; turn < 3; turn++) expect((await runner.run(place)).leftOut).toEqual(["made up"]);
    runner.end();
  });

  test.each([
    ["answers with an error", `${PORT}.postMessage({ error: new Error("no findings") })`, "no findings"],
    ["dies of one", '{ throw new Error("gone astray"); }', "gone astray"],
    ["ends", "process.exit(3)", "a thread ended with exit code 3"],
  ])("that %s has its part fail", async (_, code, message) => {
    const runner = answering(code);
    await expect(runner.run(place)).rejects.toThrow(message);
    runner.end();
  });
});
