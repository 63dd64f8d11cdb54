import { type LayeredNetwork, layered } from "percolation";
import { createTrainer, modifiedLoss, resumeTrainer, type TrainingOptions } from "percolation/training";
import { describe, expect, test } from "vitest";
import { differentiate, type Parameters } from "../../sdk/engine/training/run.ts";
import { checkData } from "../../sdk/training/data.ts";
import { checkOptions, trainingOf } from "../../sdk/training/options.ts";
import { lookAt } from "./plain-network.ts";

// The mean over all masks of the last hidden layer, against all masks, one by one.

const inputs = [
  [0.3, -0.7, 0, 1.1],
  [0.9, 0.2, -0.4, 0.6],
  [-1.2, 0, 0.5, -0.3],
];
const targets = [
  [1, 0, 0.5],
  [0.25, 0.75, -1],
  [0, 1, 2],
];
const data = { inputs, targets };
const activations = ["linear", "relu", "tanh", "sigmoid"] as const;
const networks = {
  "one hidden layer": layered([4, 8, 3], { dropSites: 0.3 }),
  "two, the first of which is kept": layered([4, 5, 7, 3], { dropSites: [0, 0.6] }),
  "one neuron": layered([4, 1, 3], { dropSites: 0.9 }),
  "nothing removed": layered([4, 6, 3]),
};
const averaged = (options: TrainingOptions = {}) => ({ ...options, masks: "averaged", batch: "full" }) as const;

/** Weights by seed, and biases that are not 0. */
function parametersOf(network: LayeredNetwork, options: TrainingOptions): Parameters {
  const { weights, biases } = createTrainer(network, data, options).parameters;
  return { weights, biases: biases.map((each) => each.map((_, index) => 0.21 - 0.17 * index)) };
}

/** Loss and gradients by the kernel. */
function measure(network: LayeredNetwork, options: TrainingOptions, parameters: Parameters) {
  const samples = checkData(data, 4, 3);
  const training = trainingOf(network, checkOptions(options), samples.count);
  const start = { step: 0, firstPower: 1, secondPower: 1 };
  return differentiate(training, parameters, start, samples, { samples: Uint32Array.of(0, 1, 2), stride: 0 });
}

/** Every mask of the last hidden layer as factors, with its probability. */
function masksOf({ widths, dropSites = 0 }: LayeredNetwork): { chance: number; sites: number[][] }[] {
  const hidden = widths.slice(1, -1);
  const width = hidden.at(-1) ?? 0;
  const drop = typeof dropSites === "number" ? dropSites : (dropSites.at(-1) ?? 0);
  return Array.from({ length: 2 ** width }, (_, number) => {
    const bits = Array.from({ length: width }, (_, unit) => (number >> unit) & 1);
    const chance = bits.reduce((product, bit) => product * (bit ? 1 - drop : drop), 1);
    const before = hidden.slice(0, -1).map((each) => Array<number>(each).fill(1));
    return { chance, sites: [...before, bits.map((bit) => bit / (1 - drop))] };
  });
}

/** The means over all masks and samples. */
function enumerate(network: LayeredNetwork, activation: (typeof activations)[number], parameters: Parameters) {
  const { weights, biases } = parameters;
  const sums = [...weights, ...biases].map(({ length }) => Array<number>(length).fill(0));
  const bonds = weights.map(({ length }) => Array<number>(length).fill(1));
  let loss = 0;
  for (const { chance, sites } of masksOf(network)) {
    inputs.forEach((input, sample) => {
      const masks = { inputs: input.map(() => 1), sites, bonds };
      const kind = { activation, loss: "mean-squared-error" } as const;
      const one = lookAt(network, parameters, masks, input, targets[sample] ?? [], kind);
      const share = chance / inputs.length;
      loss += share * one.loss;
      [...one.gradients.weights, ...(biases.length > 0 ? one.gradients.biases : [])].forEach((gradient, place) => {
        const sum = sums[place] ?? [];
        gradient.forEach((value, index) => {
          sum[index] = (sum[index] ?? 0) + share * value;
        });
      });
    });
  }
  return { loss, gradients: sums };
}

function expectNear(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number, at = ""): void {
  expect(actual.length, at).toBe(expected.length);
  for (let place = 0; place < expected.length; place++) {
    const distance = Math.abs((actual[place] ?? Number.NaN) - (expected[place] ?? 0));
    expect(distance, `${at} ${place}`).toBeLessThanOrEqual(tolerance * (1 + Math.abs(expected[place] ?? 0)));
  }
}

for (const [name, network] of Object.entries(networks)) {
  describe(`averaged masks, ${name}`, () => {
    for (const activation of activations) {
      test(`${activation}: loss and gradients are the means over all masks, with and without biases`, () => {
        for (const biases of [true, false]) {
          const options = averaged({ activation, biases, seed: 5 });
          const parameters = parametersOf(network, options);
          const { loss, gradients } = measure(network, options, parameters);
          const expected = enumerate(network, activation, parameters);
          expectNear([loss], [expected.loss], 1e-13, "loss");
          const found = [...gradients.weights, ...gradients.biases];
          expect(found.length).toBe(expected.gradients.length);
          found.forEach((each, place) => {
            expectNear(each, expected.gradients[place] ?? [], 1e-13, `array ${place}`);
          });
          expect(loss).toBeGreaterThan(0.1);
        }
      });

      test(`${activation}: gradients are central differences of the loss`, () => {
        const options = averaged({ activation, seed: 6 });
        const parameters = parametersOf(network, options);
        const { gradients } = measure(network, options, parameters);
        const step = 1e-5;
        for (const kind of ["weights", "biases"] as const) {
          parameters[kind].forEach((values, layer) => {
            const differences = values.map((value, index) => {
              const at = (place: number) => {
                values[index] = place;
                return measure(network, options, parameters).loss;
              };
              const difference = (at(value + step) - at(value - step)) / (2 * step);
              values[index] = value;
              return difference;
            });
            expectNear(gradients[kind][layer] ?? [], differences, 1e-8, `${kind} ${layer}`);
          });
        }
      });
    }
  });
}

describe("training by the mean over masks", () => {
  test("of one output lowers twice the modified loss", () => {
    const network = layered([4, 6, 1], { dropSites: 0.4 });
    const one = { inputs, targets: targets.map(([target = 0]) => [target]) };
    for (const activation of activations) {
      const options = averaged({ activation, biases: false, seed: 7, learningRate: 0.05 });
      const trainer = createTrainer(network, one, options);
      const before = trainer.parameters;
      const [first = new Float64Array(0), second = new Float64Array(0)] = before.weights;
      const units = [...second].flatMap((weight, unit) => [weight, ...first.subarray(4 * unit, 4 * unit + 4)]);
      const { modified, gradient } = modifiedLoss({ network, data: one, activation }, units);
      const { loss } = trainer.advance(1);
      expectNear(loss, [2 * modified], 1e-13, activation);
      const [moved = new Float64Array(0), out = new Float64Array(0)] = trainer.parameters.weights;
      const after = [...out].flatMap((weight, unit) => [weight, ...moved.subarray(4 * unit, 4 * unit + 4)]);
      const expected = units.map((value, place) => value - 0.05 * 2 * (gradient[place] ?? 0));
      expectNear(after, expected, 1e-13, activation);
    }
  });

  test("goes on after a break with the same bits, by every optimiser and size of batch", () => {
    for (const optimiser of ["sgd", "momentum", "adam"] as const) {
      for (const batch of [1, 2, "full"] as const) {
        const options = { optimiser, batch, masks: "averaged", weightDecay: 0.01, seed: 8 } as const;
        const begin = () => createTrainer(networks["one hidden layer"], data, options);
        const [whole, parts] = [begin(), begin()];
        whole.advance(25);
        parts.advance(10);
        const resumed = resumeTrainer(structuredClone(parts.save()), data);
        resumed.advance(15);
        expect(resumed.save()).toEqual(whole.save());
        expect(resumed.save().options.masks).toBe("averaged");
      }
    }
  });

  test("has the bits of training without removal where nothing is removed", () => {
    const [one, other] = (["averaged", "drawn"] as const).map((masks) => {
      const trainer = createTrainer(networks["nothing removed"], data, { masks, batch: 2, seed: 9 });
      return { reports: trainer.advance(20), parameters: trainer.parameters };
    });
    expect(one).toEqual(other);
  });

  test("one sample a step has the same steps as batches of that sample twice", () => {
    const twice = { inputs: [inputs[0], inputs[0]] as number[][], targets: [targets[0], targets[0]] as number[][] };
    const options = { masks: "averaged", learningRate: 0.1, seed: 10 } as const;
    const single = createTrainer(networks["one hidden layer"], twice, { ...options, batch: 1 });
    const double = createTrainer(networks["one hidden layer"], twice, { ...options, batch: 2 });
    expectNear(single.advance(50).loss, double.advance(50).loss, 1e-12);
    single.parameters.weights.forEach((each, layer) => {
      expectNear(each, double.parameters.weights[layer] ?? [], 1e-12);
    });
  });

  test("reports the loss with the variance, which evaluation is without, and open paths as without removal", () => {
    const network = networks["one hidden layer"];
    const trainer = createTrainer(network, data, averaged({ seed: 11, learningRate: 1e-12 }));
    const without = trainer.evaluate().loss;
    const { loss, open, updated } = trainer.advance(3);
    expect(loss[0]).toBeGreaterThan(without + 0.1);
    expect([...open, ...updated]).toEqual([1, 1, 1, 1, 1, 1]);
    const { biases } = trainer.parameters;
    expect(biases.length).toBe(2);
    const dark = createTrainer(network, { inputs: [[0, 0, 0, 0]], targets: [[1, 0, 0]] }, { masks: "averaged" });
    const reports = dark.advance(2);
    expect([...reports.open, ...reports.updated]).toEqual([0, 0, 0, 0]);
  });

  test("is what training with drawn masks does on the mean, at a small rate", () => {
    const network = networks["one hidden layer"];
    const shared = { activation: "tanh", batch: "full", learningRate: 1e-3, seed: 12 } as const;
    const mean = createTrainer(network, data, { ...shared, masks: "averaged" });
    mean.advance(20_000);
    const drawn = createTrainer(network, data, { ...shared, maskPer: "sample" });
    drawn.advance(20_000);
    const plain = createTrainer(layered([4, 8, 3]), data, shared);
    plain.advance(20_000);
    const [ofMean, ofDrawn, ofPlain] = [mean, drawn, plain].map((trainer) => trainer.evaluate().loss);
    expect(Math.abs((ofDrawn ?? 0) / (ofMean ?? 1) - 1)).toBeLessThan(0.1);
    expect(ofPlain).toBeLessThan(0.5 * (ofMean ?? 0));
  });

  test("tells of divergence", () => {
    const trainer = createTrainer(
      networks["one hidden layer"],
      data,
      averaged({ learningRate: 100, activation: "linear" }),
    );
    const { divergedAt, loss } = trainer.advance(1000);
    expect(divergedAt).toBe(loss.length - 1);
    expect(loss.length).toBeLessThan(100);
  });
});
