/** Canonical averages: what one run of a sweep says at many probabilities. */
import { canonical, lattice, sweepRun } from "../dist/index.js";
import { averagePlain } from "./baselines/plain-canonical.mjs";
import { measure } from "./measure.mjs";
import { atMost, figure, judge } from "./targets.mjs";

const SIDE = 1024;
const POINTS = 200;
const TOLERANCE = 1e-6; // relative; log-factorials of two million are exact to eight digits in plain code

export async function benchCanonical() {
  const torus = lattice("square", { size: [SIDE, SIDE], periodic: true });
  const record = sweepRun(torus, { kind: "bond", seed: 7 });
  const keep = Array.from({ length: POINTS }, (_, index) => (index + 0.5) / POINTS);
  const columns = [record.largest, record.second, record.clusters, record.squares];

  const found = canonical([record], { keep });
  averagePlain(columns, keep).forEach(([largest], index) => {
    const actual = largest / SIDE ** 2;
    const expected = found[index].largest.mean;
    if (Math.abs(actual - expected) <= TOLERANCE * expected) return;
    throw new Error(`bench: canonical averages at keep ${keep[index]}: expected ${expected}, got ${actual}`);
  });

  const cases = [
    { name: "engine", run: () => canonical([record], { keep }) },
    { name: "plain", run: () => averagePlain(columns, keep) },
  ];
  const timings = await measure("canonical averages", cases, { rounds: 7, seconds: 0.3 });
  const milliseconds = (name) => timings.seconds(name) * 1000;
  return {
    title: "Canonical averages",
    text: [
      `Milliseconds of \`canonical\` for ${POINTS} probabilities from one run of ${2 * SIDE ** 2} bonds: four columns, the susceptibility and the wrapping of both axes; the record is copied into the engine. Plain JavaScript computes the weights of ten standard deviations from log-factorials and averages the four columns; the largest cluster is checked to agree to ${TOLERANCE}.`,
    ].join("\n"),
    columns: ["probabilities", "engine", "plain JS", "plain JS / engine", "target", "met"],
    rows: [
      [
        String(POINTS),
        ...["engine", "plain"].map((name) => figure(milliseconds(name))),
        figure(timings.ratio("plain", "engine")),
        ...judge(atMost(50, milliseconds("engine"), "ms")),
      ],
    ],
  };
}
