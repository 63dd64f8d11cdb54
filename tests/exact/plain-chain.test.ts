import fc from "fast-check";
import { expect, test } from "vitest";
import { solveChain } from "../../sdk/engine/exact.ts";
import { dropping } from "../../sdk/networks/removal.ts";
import { plainChain } from "./plain-chain.ts";

const rate = fc.oneof(
  fc.constantFrom(0, 1, 0.5),
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.double({ min: 0.95, max: 1, noNaN: true }),
  fc.double({ min: 0, max: 1e-3, noNaN: true }),
);

const layer = fc.record({
  width: fc.integer({ min: 1, max: 90 }),
  dropSites: rate,
  dropBonds: rate,
  repeat: fc.constantFrom(1, 1, 1, 2, 30),
});

test("the engine's chain agrees with the plain one, relative to 1e-9, wherever doubles reach", () => {
  fc.assert(
    fc.property(fc.array(layer, { minLength: 2, maxLength: 5 }), (layers) => {
      const network = layers.map((each, l) => (l === 0 ? { ...each, repeat: 1, dropBonds: 0 } : each));
      const expected = plainChain(network);
      const { logOpen, logCut } = solveChain(
        network.map(({ width, dropSites, dropBonds, repeat }) => ({
          width,
          repeat,
          sites: dropping(dropSites),
          bonds: dropping(dropBonds),
        })),
      );
      for (const [actual, wanted] of [
        [Math.exp(logOpen), expected.open],
        [Math.exp(logCut), expected.cut],
      ] as const) {
        if (wanted > 1e-290) expect(Math.abs(actual / wanted - 1)).toBeLessThan(1e-9);
      }
    }),
    { numRuns: 600 },
  );
});
