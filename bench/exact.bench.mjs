/** The exact path probability, against the chain with a full transition matrix. */
import { layered, pathProbability, rectangular } from "../dist/index.js";
import { solvePlainChain } from "./baselines/plain-chain.mjs";
import { numbersOf } from "./c-baseline.mjs";
import { measure, timeOnce } from "./measure.mjs";
import { atMost, figure, judge } from "./targets.mjs";

const MLP = [784, 300, 100, 10];
const DEPTH = 100;

const QUESTIONS = [
  ...[0.998, 0.95].map((drop) => ({ widths: MLP, drop, limit: 5 })),
  ...[0.5, 0.99, 0.998, 0.999].map((drop) => ({ width: 1000, drop, limit: 100 })),
  { width: 4096, drop: 0.999, long: true }, // seconds in plain code: timed once
];

/** The same number comes of quite different sums: full rows in doubles there, bands of logarithms here. */
const TOLERANCE = 1e-9;

async function benchQuestion({ widths, width, drop, limit, long }, runC) {
  const network = widths
    ? layered(widths, { dropBonds: drop })
    : rectangular({ width, depth: DEPTH }, { dropBonds: drop });
  const all = widths ?? Array(DEPTH + 2).fill(width);
  const { probability, log10Failure } = pathProbability(network, { method: "exact" });
  const title = widths ? widths.join("-") : `${width} wide, ${DEPTH} deep`;

  const check = (name, value) => {
    if (Math.abs(value - probability) <= TOLERANCE) return;
    throw new Error(`bench: ${name}, ${title} at drop ${drop}: expected ${probability}, got ${value}`);
  };
  const timePlain = () => timeOnce(() => check("plain JavaScript", solvePlainChain(all, drop)));
  const timeC = (seconds) => () => {
    const [value, time] = numbersOf(runC("chain", drop, seconds, ...all));
    check("C", value);
    return time;
  };

  timePlain(); // checks the value, and lets the compiler see the code
  const cases = [{ name: "engine", run: () => pathProbability(network, { method: "exact" }) }];
  if (long) cases.push({ name: "plain", time: timePlain });
  else cases.push({ name: "plain", run: () => solvePlainChain(all, drop) });
  if (runC) cases.push({ name: "C", time: timeC(long ? 0 : 0.2) });
  const timings = await measure(`exact, ${title}, drop ${drop}`, cases, { rounds: long ? 1 : 5, seconds: 0.2 });
  const milliseconds = (name) => {
    const seconds = timings.seconds(name);
    return seconds === undefined ? undefined : seconds * 1000;
  };
  const targets = limit ? [atMost(limit, milliseconds("engine"), "ms")] : [];
  return [
    long ? `${title} (once)` : title,
    String(drop),
    ...["engine", "plain", "C"].map((name) => figure(milliseconds(name))),
    ...[timings.ratio("plain", "engine"), timings.ratio("engine", "C")].map(figure),
    probability.toPrecision(10),
    log10Failure.toPrecision(4),
    ...judge(...targets),
  ];
}

export async function benchExact(runC) {
  const rows = [];
  for (const question of QUESTIONS) rows.push(await benchQuestion(question, runC));
  return {
    title: "Exact path probability",
    text: [
      "Milliseconds per `pathProbability`, bonds removed. Plain JavaScript and C fill the full transition matrix in doubles, once per pair of widths, and multiply a vector by it layer after layer;",
      `they find the probability to ${TOLERANCE}, checked here, but nothing of a failure below 1e-16 or so, where the engine finds both to about 11 digits.`,
    ].join("\n"),
    columns: [
      ...["network", "drop", "engine", "plain JS", "C -O3", "plain JS / engine", "engine / C"],
      ...["probability", "log10 failure", "target", "met"],
    ],
    rows,
  };
}
