import { layered } from "../../index.ts";
import { type ChartSeries, drawChart } from "../../plot/chart/draw-chart.ts";
import {
  createTrainer,
  type LabelledSamples,
  resumeTrainer,
  type Trainer,
  type TrainingOptions,
} from "../../training/index.ts";
import { NO_DIGITS, PIXELS, readDigits } from "../digits.ts";
import type { Findings, Target } from "../study.ts";

// Zhang and Xu, arXiv:2207.05952: a thousand digits, learned by gradient descent without dropout, with dropout, and by the
// loss R_S + R_1 that is the mean of dropout's over its masks. The paper trains 784-1000-10; its start and number of steps
// are not known here. Here pictures and layer are smaller, the rate is near the greatest that is stable, and the steps
// are as many as there is time for: plain descent still rises when they end, and so do the others a little.

const [TRAINED, TESTED] = [100, 200];
/** Of the 28 x 28 pixels, the 20 x 20 in the middle in which digits stand, 2 x 2 in one. */
const [SIDE, BORDER, CELLS] = [28, 4, 10];
const [UNITS, CLASSES, DROP] = [500, 10, 0.2];
/** Of the trainer's loss, which is a fifth of R_S: 0.0116 of that. */
const [RATE, STEPS, EVERY] = [0.058, 900, 60];
/** Of the weights at the start, against those of He et al.: the one number that is chosen for plain descent to end at 79 %. */
const SCALE = 0.94;
const SHARED = { batch: "full", learningRate: RATE, initialisation: "he-normal", seed: 1 } as const;

const runs: readonly { name: string; drop: number; options: TrainingOptions }[] = [
  { name: "plain", drop: 0, options: SHARED },
  { name: "dropout", drop: DROP, options: { ...SHARED, maskPer: "sample" } },
  { name: "R_S + R_1", drop: DROP, options: { ...SHARED, masks: "averaged" } },
];

/** Pictures of 100 cells, row by row. */
function shrink({ inputs, labels }: LabelledSamples): LabelledSamples {
  const small = new Float64Array(labels.length * CELLS * CELLS);
  small.forEach((_, place) => {
    const [picture, row, column] = [
      Math.floor(place / (CELLS * CELLS)),
      Math.floor(place / CELLS) % CELLS,
      place % CELLS,
    ];
    const at = picture * PIXELS + (BORDER + 2 * row) * SIDE + BORDER + 2 * column;
    const sum = [at, at + 1, at + SIDE, at + SIDE + 1].reduce((all, pixel) => all + (inputs[pixel] ?? 0), 0);
    small[place] = sum / 4;
  });
  return { inputs: small, labels };
}

/** Both sets less the mean picture of the first, in units of its standard deviation over all cells. */
function centre(first: LabelledSamples, second: LabelledSamples): [LabelledSamples, LabelledSamples] {
  const size = CELLS * CELLS;
  const mean = new Float64Array(size);
  first.inputs.forEach((value, place) => {
    mean[place % size] = (mean[place % size] ?? 0) + value / first.labels.length;
  });
  const moved = [first, second].map(({ inputs }) => inputs.map((value, place) => value - (mean[place % size] ?? 0)));
  const [a = new Float64Array(0), b = new Float64Array(0)] = moved;
  const deviation = Math.sqrt(a.reduce((sum, value) => sum + value * value, 0) / a.length);
  const scaled = (values: Float64Array) => values.map((value) => value / deviation);
  return [
    { inputs: scaled(a), labels: first.labels },
    { inputs: scaled(b), labels: second.labels },
  ];
}

/** The same start for all: that of He et al., scaled. */
function begin(data: LabelledSamples, drop: number, options: TrainingOptions): Trainer {
  const drawn = createTrainer(layered([CELLS * CELLS, UNITS, CLASSES], { dropSites: drop }), data, options).save();
  const { weights, biases } = drawn.parameters;
  const scaled = weights.map((each) => each.map((weight) => SCALE * weight));
  return resumeTrainer({ ...drawn, parameters: { weights: scaled, biases } }, data);
}

/** In percent, of the digits that it was not trained on, every so many steps. */
function follow(data: LabelledSamples, test: LabelledSamples, drop: number, options: TrainingOptions): number[] {
  const trainer = begin(data, drop, options);
  return Array.from({ length: STEPS / EVERY + 1 }, (_, index) => {
    trainer.advance(index === 0 ? 0 : EVERY);
    return 100 * trainer.evaluate(test).accuracy;
  });
}

function targetsOf(plain: number, dropout: number, averaged: number): Target[] {
  const above = (name: string, accuracy: number) => ({
    name: `1000 digits, scaled down: test accuracy of ${name}, in %`,
    target: 88,
    measured: accuracy,
    tolerance: 0,
    isLeast: true,
  });
  return [
    {
      name: "1000 digits, scaled down: test accuracy of dropout against that of R_S + R_1, in %",
      target: averaged,
      measured: dropout,
      tolerance: 1.5,
    },
    above("dropout", dropout),
    above("R_S + R_1", averaged),
    {
      name: "1000 digits, scaled down: test accuracy of plain descent, in %",
      target: 79,
      measured: plain,
      tolerance: 1.5,
    },
  ];
}

/** Test accuracies over the steps. */
export function learnDigits(): Findings {
  const [first, second] = [readDigits(TRAINED), readDigits(TESTED, TRAINED)];
  if (!first || !second) return { targets: [], tables: [], pictures: [], leftOut: [NO_DIGITS] };
  const [data, test] = centre(shrink(first), shrink(second));
  const accuracies = runs.map(({ drop, options }) => follow(data, test, drop, options));
  const [plain = 0, dropout = 0, averaged = 0] = accuracies.map((each) => each.at(-1) ?? 0);
  const steps = Array.from({ length: STEPS / EVERY + 1 }, (_, index) => index * EVERY);
  const svg = drawChart({
    heading: "Dropout generalises as its mean loss does",
    subtitle: `${10 * TRAINED} MNIST digits, scaled down: 10 x 10 pixels, ${UNITS} ReLU units, dropout ${DROP}; ${10 * TESTED} others to test`,
    across: { title: "steps of full-batch gradient descent" },
    up: { title: "test accuracy in %", domain: [0, 100] },
    series: runs.map(
      ({ name }, colour): ChartSeries => ({
        name,
        as: name === "R_S + R_1" ? "dashes" : "line",
        colour,
        points: steps.map((x, index) => ({ x, y: accuracies[colour]?.[index] ?? 0 })),
      }),
    ),
  });
  const rows = steps.map((step, index) => [step, ...accuracies.map((each) => each[index] ?? 0)]);
  return {
    targets: targetsOf(plain, dropout, averaged),
    tables: [{ name: "sme-digits", columns: ["step", ...runs.map(({ name }) => name)], rows }],
    pictures: [{ name: "sme-digits", svg }],
  };
}
