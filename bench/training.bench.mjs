/** A step of training 784-300-100-10 by one sample, against plain JavaScript and TensorFlow.js's plain CPU backend. */
import { rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { layered } from "../dist/index.js";
import { createTrainer } from "../dist/training.js";
import { measure } from "./measure.mjs";
import { makePlain, stepPlain } from "./plain-training.mjs";
import { atLeast, figure, judge } from "./targets.mjs";

const WIDTHS = [784, 300, 100, 10];
const [SAMPLES, STEPS, RATE] = [200, 200, 0.01];

/** Images of which about four fifths are 0, as those of digits are. */
const inputs = Array.from({ length: SAMPLES }, (_, sample) =>
  Array.from({ length: WIDTHS[0] }, (_, pixel) =>
    (sample * 7 + pixel * 13) % 5 === 0 ? ((pixel * sample) % 97) / 97 : 0,
  ),
);
const labels = inputs.map((_, sample) => sample % 10);

function plain(drop) {
  const network = makePlain(WIDTHS);
  let sample = 0;
  return () => {
    stepPlain(network, inputs[sample], labels[sample], RATE, drop);
    sample = (sample + 1) % SAMPLES;
  };
}

/** TensorFlow.js with its gradients, which its build for Node leaves out of the core. */
async function importTensorFlow() {
  const outfile = fileURLToPath(new URL("../build/tensorflow.cjs", import.meta.url));
  const contents = [
    'export * from "@tensorflow/tfjs-core";',
    'import "@tensorflow/tfjs-core/dist/register_all_gradients.js";',
    'import "@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops.js";',
    'import "@tensorflow/tfjs-backend-cpu";',
  ].join("\n");
  const resolveDir = fileURLToPath(new URL(".", import.meta.url));
  const options = { bundle: true, format: "cjs", platform: "node", mainFields: ["module", "main"], logLevel: "error" };
  await build({ stdin: { contents, resolveDir }, outfile, ...options });
  try {
    return (await import(outfile)).default;
  } finally {
    rmSync(outfile);
  }
}

function tensors(tf, drop) {
  const weights = WIDTHS.slice(1).map((width, layer) => tf.variable(tf.randomNormal([WIDTHS[layer], width], 0, 0.05)));
  const biases = WIDTHS.slice(1).map((width) => tf.variable(tf.zeros([width])));
  const images = inputs.map((image) => tf.tensor2d([image]));
  const targets = labels.map((label) => tf.oneHot([label], 10));
  const optimiser = tf.train.sgd(RATE);
  let sample = 0;
  return () => {
    tf.tidy(() => {
      optimiser.minimize(() => {
        let values = images[sample];
        weights.forEach((weight, layer) => {
          values = tf.add(tf.matMul(values, weight), biases[layer]);
          if (layer < weights.length - 1) {
            values = tf.relu(values);
            if (drop > 0) values = tf.dropout(values, drop);
          }
        });
        return tf.losses.softmaxCrossEntropy(targets[sample], values);
      });
    });
    sample = (sample + 1) % SAMPLES;
  };
}

async function benchDrop(tf, drop) {
  const network = layered(WIDTHS, { dropSites: drop });
  const options = { loss: "cross-entropy", learningRate: RATE, seed: 7 };
  const trainer = createTrainer(network, { inputs, labels }, options);
  const cases = [
    { name: "engine", run: () => trainer.advance(STEPS) },
    { name: "plain", run: plain(drop) },
    { name: "tensors", run: tensors(tf, drop) },
  ];
  const timings = await measure(`training, dropout ${drop}`, cases, { rounds: 7, seconds: 0.6 });
  const engine = timings.seconds("engine") / STEPS;
  const [overPlain, overTensors] = ["plain", "tensors"].map((name) => timings.ratio(name, "engine") * STEPS);
  return [
    `dropout ${drop}`,
    ...[engine, timings.seconds("plain"), timings.seconds("tensors")].map((seconds) => figure(seconds * 1e6)),
    figure(overPlain),
    figure(overTensors),
    ...judge(atLeast(10, overPlain, "x plain JavaScript")),
  ];
}

export async function benchTraining() {
  const tf = await importTensorFlow();
  await tf.setBackend("cpu");
  const rows = [];
  for (const drop of [0, 0.5]) rows.push(await benchDrop(tf, drop));
  return {
    title: "Training",
    text: "Microseconds a step of 784-300-100-10, ReLU, cross-entropy, plain gradient descent by one sample: the engine in doubles, 200 steps a call; arrays of arrays of numbers in JavaScript; TensorFlow.js with its plain CPU backend, in single precision.",
    columns: [
      "removal",
      "engine",
      "plain JS",
      "TensorFlow.js",
      "plain JS / engine",
      "TensorFlow.js / engine",
      "target",
      "met",
    ],
    rows,
  };
}
