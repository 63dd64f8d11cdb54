import { input, inspect } from "percolation";
import { inspectToHtml, inspectToSvg } from "percolation/plot";
import { expect, test } from "vitest";

test("answers of which parts are exact and parts sampled are drawn, and said to be so", () => {
  const network = input([3, 8, 8])
    .conv2d(4, { kernel: 3, padding: 1 })
    .dropBlock(0.9, { size: 2 })
    .conv2d(4, { kernel: 3, padding: 1 })
    .globalPool()
    .dropout(0.6)
    .dense(3)
    .model();
  const answer = inspect(network, { trials: 256 });
  expect(answer.method).toBe("mixed");
  expect(answer.layers.map(({ method }) => method)).toContain("exact");
  expect(answer.layers.map(({ method }) => method)).toContain("monte-carlo");
  expect(inspectToSvg(answer)).toContain("<svg");
  expect(inspectToHtml(answer)).toContain("Parts of the network are exact");
});
