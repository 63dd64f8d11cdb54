import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import { divide, here, type Place, type Runner } from "../../sdk/cli/study-parts.ts";
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

test("a part that fails is told as such", async () => {
  const [found] = divide([{ study: "made up", part: 0 }], [here]);
  await expect(found).rejects.toThrow("there is no part 0 of a study made up");
});
