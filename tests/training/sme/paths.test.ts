import fc from "fast-check";
import { layered, sampleMasks } from "percolation";
import { createTrainer, dropoutDescent, integrateSme, trajectoryData } from "percolation/training";
import { expect, test } from "vitest";
import { drawNormally } from "../../../sdk/engine/training/numbers.ts";
import {
  add,
  closed,
  differences,
  masked,
  type Plain,
  type Row,
  replaceTrained,
  times,
  trainedOf,
} from "./plain-sme.ts";
import { arbitraryPlain, expectNear, numbers, problemOf } from "./problems.ts";

test("a path of descent is what formulas say, with the masks that sampleMasks draws for its steps", () => {
  fc.assert(
    fc.property(arbitraryPlain, ({ plain, parameters, seed }) => {
      const problem = problemOf(plain);
      const [learningRate, steps] = [0.05, 5];
      const { paths } = dropoutDescent(problem, parameters, { learningRate, steps, every: 1, paths: 3, seed });
      paths.forEach((path, number) => {
        let at: Row = parameters;
        for (let step = 0; step < steps; step++) {
          const [bits] = sampleMasks(problem.network, { seed, trial: number * steps + step }).sites;
          const { gradient } = masked(plain, at, times(1 / plain.keep, [...(bits as Uint8Array)]));
          const trained = add(trainedOf(plain, at), times(-learningRate, gradient));
          at = replaceTrained(plain, at, trained);
          expectNear(path.subarray(step * trained.length, (step + 1) * trained.length), trained, 1e-11);
        }
      });
    }),
  );
});

test("descent is what the trainer does at half the learning rate, with the same masks", () => {
  const network = layered([3, 6, 1], { dropSites: 0.4 });
  const values = numbers(100, 7);
  const data = {
    inputs: Array.from({ length: 5 }, (_, row) => values.slice(3 * row, 3 * row + 3)),
    targets: values.slice(15, 20).map((value) => [value]),
  };
  const options = { activation: "tanh", biases: false, batch: "full", learningRate: 0.05, seed: 11 } as const;
  const trainer = createTrainer(network, data, options);
  const blocks = ({ weights: [inner, outer] }: typeof trainer.parameters) =>
    [...(outer ?? [])].flatMap((a, unit) => [a, ...(inner ?? new Float64Array()).subarray(3 * unit, 3 * unit + 3)]);
  const start = blocks(trainer.parameters);
  trainer.advance(200);
  const descent = { learningRate: 0.1, steps: 200, seed: 11 };
  const { paths } = dropoutDescent({ network, data, activation: "tanh" }, start, descent);
  expectNear(paths[0] ?? [], blocks(trainer.parameters), 1e-11);
});

test.each([1, 2] as const)("a path of the equation of order %i is what formulas say", (order) => {
  fc.assert(
    fc.property(
      arbitraryPlain.filter(({ plain }) => plain.activation !== "relu"),
      ({ plain, parameters, seed }) => {
        const [learningRate, steps, length] = [0.1, 4, 0.02];
        const options = { order, learningRate, time: steps * length, step: length, every: 1, paths: 2, seed };
        const { paths } = integrateSme(problemOf(plain), parameters, options);
        const count = (plain.width * (plain.width + 1)) / 2;
        // Numbers come in fours, of which the last ones are left out.
        const drawn = 4 * Math.ceil(count / 4);
        paths.forEach((path, run) => {
          const normals = drawNormally({ seed: BigInt(seed), purpose: "noise", run, layer: 0 }, steps * drawn, 1);
          let at: Row = parameters;
          for (let step = 0; step < steps; step++) {
            const noise = noiseOf(plain, at, [...normals.subarray(step * drawn, step * drawn + count)]);
            const drift = driftOf(plain, at, order, learningRate);
            const moved = add(times(-length, drift), times(Math.sqrt(learningRate * length), noise));
            const trained = add(trainedOf(plain, at), moved);
            at = replaceTrained(plain, at, trained);
            expectNear(path.subarray(step * trained.length, (step + 1) * trained.length), trained, 1e-8);
          }
        });
      },
    ),
    { numRuns: 60 },
  );
});

function driftOf(plain: Plain, at: Row, order: 1 | 2, learningRate: number): Row {
  const { gradient } = closed(plain, at);
  if (order === 1) return gradient;
  const gradientAt = (trained: Row) => closed(plain, replaceTrained(plain, at, trained)).gradient;
  const hessian = differences(gradientAt, trainedOf(plain, at));
  const product = hessian.map((row, place) => times(gradient[place] ?? 0, row)).reduce(add);
  return add(gradient, times(learningRate / 2, product));
}

/** A normal number for each unit, then one for each pair, times the parts of the gradient that a mask moves. */
function noiseOf(plain: Plain, at: Row, normals: Row): Row {
  const { gradient, b, spread } = closed(plain, at);
  const size = gradient.length / plain.width;
  const blocks = Array.from({ length: plain.width }, (_, unit): Row => gradient.slice(unit * size, (unit + 1) * size));
  const noise = blocks.map((block) => times(0, block));
  const push = (unit: number, by: Row) => {
    noise[unit] = add(noise[unit] ?? [], by);
  };
  let next = plain.width;
  for (let s = 0; s < plain.width; s++) {
    for (let r = 0; r < plain.width; r++) {
      push(r, times(Math.sqrt(spread) * (normals[s] ?? 0), r === s ? (blocks[r] ?? []) : (b[s]?.[r] ?? [])));
    }
    for (let r = s + 1; r < plain.width; r++, next++) {
      push(r, times(spread * (normals[next] ?? 0), b[s]?.[r] ?? []));
      push(s, times(spread * (normals[next] ?? 0), b[r]?.[s] ?? []));
    }
  }
  return noise.flat();
}

test("the noise of the equation has the covariance of the gradient", () => {
  fc.assert(
    fc.property(arbitraryPlain, ({ plain, parameters }) => {
      // The noise is linear in its normal numbers: unit numbers one by one give the columns of a root.
      const count = (plain.width * (plain.width + 1)) / 2;
      const columns = Array.from({ length: count }, (_, place) =>
        noiseOf(
          plain,
          parameters,
          Array.from({ length: count }, (_, each) => (each === place ? 1 : 0)),
        ),
      );
      const { covariance } = closed(plain, parameters);
      const product = covariance.map((row, i) =>
        row.map((_, j) => columns.reduce((sum, column) => sum + (column[i] ?? 0) * (column[j] ?? 0), 0)),
      );
      expectNear(product.flat(), covariance.flat());
    }),
  );
});

/** Means and covariances of the ends of paths, with their standard errors. */
function momentsOf(paths: readonly Float64Array[]) {
  const size = paths[0]?.length ?? 0;
  const count = paths.length;
  const mean = Array.from({ length: size }, (_, i) => paths.reduce((sum, path) => sum + (path[i] ?? 0), 0) / count);
  const centred = paths.map((path) => mean.map((value, i) => (path[i] ?? 0) - value));
  const entries = mean.flatMap((_, i) =>
    mean.map((_, j) => {
      const products = centred.map((row) => (row[i] ?? 0) * (row[j] ?? 0));
      const value = products.reduce((sum, each) => sum + each, 0) / count;
      const squares = products.reduce((sum, each) => sum + (each - value) ** 2, 0);
      return { value, error: Math.sqrt(squares) / count };
    }),
  );
  const means = mean.map((value, i) => ({ value, error: Math.sqrt((entries[i * size + i]?.value ?? 0) / count) }));
  return [...means, ...entries];
}

test("descent and the equation of order 2 have the same means and covariances within 4 standard errors", () => {
  const plain: Plain = {
    inputs: [[1], [-0.5], [0.3]],
    targets: [0.8, 0.1, -0.4],
    width: 3,
    keep: 0.6,
    activation: "tanh",
    trained: "all",
  };
  const start = [0.9, 1.2, -0.7, 0.8, 0.5, -1.1];
  const problem = problemOf(plain);
  const [learningRate, count] = [1 / 128, 4000];
  const descent = dropoutDescent(problem, start, { learningRate, steps: 128, paths: count, seed: 3 });
  const equation = integrateSme(problem, start, {
    order: 2,
    learningRate,
    time: 1,
    step: learningRate / 4,
    paths: count,
    seed: 4,
  });
  const [one, other] = [momentsOf(descent.paths), momentsOf(equation.paths)];
  one.forEach(({ value, error }, place) => {
    const { value: second, error: otherError } = other[place] ?? { value: Number.NaN, error: Number.NaN };
    expect(Math.abs(value - second), `moment ${place}`).toBeLessThan(4 * Math.sqrt(error ** 2 + otherError ** 2));
  });
  // Nothing of this is so because all is near 0.
  expect(Math.max(...one.slice(6).map(({ value, error }) => value / error))).toBeGreaterThan(20);
});

test("without removal every path is the descent of the plain loss, and the equation has no noise", () => {
  const plain: Plain = { inputs: [[1]], targets: [1], width: 2, keep: 1, activation: "sigmoid", trained: "all" };
  const problem = problemOf(plain);
  const { paths } = integrateSme(problem, [1, 1, -1, 2], { order: 1, learningRate: 0.1, time: 1, paths: 2 });
  expect(paths[0]).toEqual(paths[1]);
});

test("without noise, means err by the length of steps of Euler, and by its square of those with Taylor's second term", () => {
  // Along a head of one feature, of curvature 1, the flow from 3 to 1 is 1 + 2 e^-t; of order 2, faster by half the rate.
  const plain: Plain = { inputs: [[1]], targets: [1], width: 1, keep: 1, activation: "linear", trained: "outputs" };
  const errorOf = (order: 1 | 2, scheme: "euler-maruyama" | "taylor", step: number) => {
    const options = { order, learningRate: 0.5, time: 1, step, scheme } as const;
    const [end = Number.NaN] = integrateSme(problemOf(plain), [3, 1], options).paths[0] ?? [];
    return Math.abs(end - 1 - 2 * Math.exp(order === 1 ? -1 : -1.25));
  };
  for (const order of [1, 2] as const) {
    const euler = errorOf(order, "euler-maruyama", 1 / 256) / errorOf(order, "euler-maruyama", 1 / 512);
    expect(Math.abs(euler / 2 - 1)).toBeLessThan(0.01);
    if (order === 2) continue;
    const taylor = errorOf(order, "taylor", 1 / 256) / errorOf(order, "taylor", 1 / 512);
    expect(Math.abs(taylor / 4 - 1)).toBeLessThan(0.01);
  }
});

test("records are those of a longer look, the path number alone says which masks and noise", () => {
  const plain: Plain = { inputs: [[1]], targets: [1], width: 2, keep: 0.5, activation: "relu", trained: "all" };
  const problem = problemOf(plain);
  const start = [1, 1, 0.5, 2];
  const options = { order: 1, learningRate: 0.1, time: 1, step: 0.1 } as const;
  const all = integrateSme(problem, start, { ...options, every: 1, paths: 3 });
  const last = integrateSme(problem, start, { ...options, every: 5, paths: 1 });
  expect([...all.times].map((time) => time.toFixed(1)).join()).toBe("0.1,0.2,0.3,0.4,0.5,0.6,0.7,0.8,0.9,1.0");
  expect([...last.times].map((time) => time.toFixed(1))).toEqual(["0.5", "1.0"]);
  const whole = all.paths[0] ?? new Float64Array();
  expect([...(last.paths[0] ?? [])]).toEqual([...whole.subarray(16, 20), ...whole.subarray(36, 40)]);
  const rows = trajectoryData(problem, start, { learningRate: 0.1, skip: 3, count: 4, seed: 5 });
  const walked = dropoutDescent(problem, start, { learningRate: 0.1, steps: 7, every: 1, seed: 5 });
  expect(rows.flatMap((row) => [...row])).toEqual([...(walked.paths[0] ?? new Float64Array()).subarray(12)]);
});

test("a path that diverges says in which step, and has no numbers from there on", () => {
  const plain: Plain = { inputs: [[3]], targets: [1], width: 2, keep: 0.5, activation: "linear", trained: "all" };
  const problem = problemOf(plain);
  const { paths, divergedAt } = dropoutDescent(problem, [1, 1, 1, 1], { learningRate: 5, steps: 100, every: 1 });
  const step = divergedAt[0] ?? Number.NaN;
  expect(step).toBeGreaterThan(1);
  const rows = Array.from({ length: 100 }, (_, row) => (paths[0] ?? []).slice(4 * row, 4 * row + 4));
  rows.forEach((row, index) => {
    expect(row.every(index < step ? Number.isFinite : Number.isNaN), `step ${index}`).toBe(true);
  });
  expect(() => trajectoryData(problem, [1, 1, 1, 1], { learningRate: 5, count: 100 })).toThrow(
    `options.learningRate: expected one that keeps all finite, got 5, which diverges in step ${step}`,
  );
  const equation = integrateSme(problem, [1, 1, 1, 1], { order: 2, learningRate: 5, time: 500, step: 5, paths: 2 });
  expect(equation.divergedAt.every((each) => each !== undefined)).toBe(true);
});
