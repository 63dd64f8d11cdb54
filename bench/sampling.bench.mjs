/** Mask sampling: Bernoulli words, 128 trials each, of one neuron with a thousand bonds. */
import { fillRandom } from "./baselines/plain-random.mjs";
import { drawWords, prepareRate } from "./baselines/plain-sampling.mjs";
import { BONDS, openLayer, openTarget } from "./baselines/plain-streams.mjs";
import { numbersOf } from "./c-baseline.mjs";
import { startDrawing } from "./engine-module.mjs";
import { measure } from "./measure.mjs";
import { atLeast, atMost, figure, judge } from "./targets.mjs";

const KEEPS = [0.3, 0.05, 0.002, 0.5];
const COUNT = 1024; // words a call: 16 KB, which stay in the first cache as those of a real layer do
const TRIALS = COUNT * 128;

/** Addresses at which all implementations must agree, and enough words to settle many ties. */
const CHECKED = { count: 5000, seed: 7, block: 3, layer: 1, targets: [0, 299] };

/** Draws words with the engine; returns where they are. */
function engineDrawing(engine) {
  const words = engine.reserve(16 * CHECKED.count);
  const draw = (count, keep) => engine.draw(count, keep, 1 - keep, words, 0, 0, 0);
  const bytes = (count) => Buffer.from(engine.memory.buffer.slice(words, words + 16 * count));
  return { engine, draw, bytes };
}

/** Aborts unless every implementation draws the very words of the engine. */
function checkWords(simd, scalar, runC) {
  const { count, seed, block, layer, targets } = CHECKED;
  const plain = new Int32Array(4 * count);
  for (const keep of [...KEEPS, 0.9, 0.375]) {
    for (const target of targets) {
      for (const { engine, draw } of [simd, scalar]) {
        engine.openLayer(seed, 0, BONDS, block, 0, layer);
        engine.openTarget(target);
        draw(count, keep);
      }
      openLayer(seed, BONDS, block, layer);
      openTarget(target);
      drawWords(count, prepareRate(keep, 1 - keep), plain);
      const expected = simd.bytes(count);
      const others = { scalar: scalar.bytes(count), "plain JavaScript": Buffer.from(plain.buffer) };
      if (runC) others.C = runC("words", seed, BONDS, block, layer, target, count, keep, 1 - keep);
      for (const [name, words] of Object.entries(others)) {
        if (!expected.equals(words)) throw new Error(`bench: words of ${name} differ, keep ${keep}, target ${target}`);
      }
    }
  }
}

function casesAt(keep, simd, scalar, runC) {
  const rate = prepareRate(keep, 1 - keep);
  const words = new Int32Array(4 * COUNT);
  const mask = new Uint8Array(TRIALS);
  let target = 0;
  const cases = [simd, scalar].map(({ engine, draw }, index) => ({
    name: ["engine", "scalar"][index],
    run: () => {
      engine.openTarget(target++ & 1023);
      draw(COUNT, keep);
    },
  }));
  cases.push(
    {
      name: "plain",
      run: () => {
        openTarget(target++ & 1023);
        drawWords(COUNT, rate, words);
      },
    },
    { name: "Math.random", run: () => fillRandom(mask, TRIALS, keep) },
  );
  if (runC) cases.push({ name: "C", time: () => numbersOf(runC("draw", COUNT, keep, 1 - keep, 0.1))[0] });
  return cases;
}

export async function benchSampling(runC) {
  const simd = engineDrawing(await startDrawing("simd"));
  const scalar = engineDrawing(await startDrawing("scalar"));
  checkWords(simd, scalar, runC);
  for (const { engine } of [simd, scalar]) engine.openLayer(1, 0, BONDS, 0, 0, 0);
  openLayer(1, BONDS, 0, 0);
  const rows = [];
  for (const keep of KEEPS) {
    const cases = casesAt(keep, simd, scalar, runC);
    const timings = await measure(`mask sampling at keep ${keep}`, cases, { rounds: 9, seconds: 0.1 });
    const nanoseconds = (name) => {
      const seconds = timings.seconds(name);
      return seconds === undefined ? undefined : (seconds * 1e9) / TRIALS;
    };
    const gain = timings.ratio("Math.random", "engine");
    const lag = timings.ratio("engine", "C");
    const targets = [
      atMost(keep === 0.5 ? 0.02 : 0.12, nanoseconds("engine"), "ns"),
      atLeast(40, gain, "x Math.random"),
    ];
    if (lag !== undefined) targets.push(atMost(1.3, lag, "x C"));
    const cells = ["engine", "scalar", "plain", "Math.random", "C"].map((name) => figure(nanoseconds(name)));
    const ratios = [timings.ratio("plain", "engine"), gain, lag].map(figure);
    rows.push([String(keep), ...cells, ...ratios, ...judge(...targets)]);
  }
  return {
    title: "Mask sampling",
    text: [
      "Nanoseconds per trial-bit: one neuron with 1024 bonds in 128 trials, generators started anew for each call.",
      "Plain JavaScript and C draw the same words from the same streams, checked before they are timed; `Math.random() < keep` fills a `Uint8Array`.",
    ].join("\n"),
    columns: [
      ...["keep", "engine", "engine, scalar build", "plain JS, same algorithm", "Math.random", "C -O3, SSE2"],
      ...["plain JS / engine", "Math.random / engine", "engine / C", "target", "met"],
    ],
    rows,
  };
}
