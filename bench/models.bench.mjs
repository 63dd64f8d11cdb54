/** Models of real architectures: time and memory of trials, of exact answers, and of `inspect`. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { readModel } from "../dist/importers.js";
import { ask } from "../dist/index.js";
import { preparePlainModel } from "./baselines/plain-model.mjs";
import { measure, timeOnce } from "./measure.mjs";
import { atMost, figure, judge } from "./targets.mjs";

const SEED = 7;
const CHECKED_TRIALS = 128 * 10;

const fileText = (name) => readFileSync(new URL(`../tests/data/models/${name}`, import.meta.url), "utf8");

const RESNET_18 = { name: "ResNet-18, 224 x 224", content: fileText("resnet-18.keras.json") };
const RESNET_50 = { name: "ResNet-50, 224 x 224", content: fileText("resnet-50.keras.json") };
const VGG_16 = { name: "VGG-16, 224 x 224", content: fileText("vgg-16.keras.json") };
const BERT = { name: "BERT-base, 128 tokens", content: fileText("bert-base-uncased.config.json") };
const WIDTHS = [784, 300, 100, 10];
const MLP = {
  name: "784-300-100-10",
  content: JSON.stringify({
    kind: "model",
    layers: [
      { type: "input", shape: WIDTHS.slice(0, 1) },
      ...WIDTHS.slice(1).map((units) => ({ type: "dense", units })),
    ],
  }),
};
const MLP_LAYERED = { ...MLP, content: JSON.stringify({ kind: "layered", widths: WIDTHS }) };

/** `plain` is how many trials plain JavaScript runs in a round; `limit` the seconds asked for. */
const QUESTIONS = [
  { network: RESNET_18, rates: { dropChannels: 0.1 }, trials: 10000, plain: 30, limit: 2 },
  { network: RESNET_18, rates: { dropChannels: 0.99 }, trials: 10000, plain: 30, limit: 2 },
  { network: RESNET_18, rates: { dropChannels: 0.1 }, exact: true },
  { network: RESNET_50, rates: { dropChannels: 0.1 }, trials: 10000, plain: 8 },
  { network: RESNET_50, rates: { dropChannels: 0.1 }, exact: true },
  { network: VGG_16, rates: { dropSites: 0.5 }, trials: 1000, plain: 2, limit: 10 },
  { network: VGG_16, rates: { dropSites: 0.999 }, trials: 1000, plain: 2, limit: 10 },
  { network: BERT, rates: {}, trials: 1000, plain: 3 },
  { network: RESNET_18, rates: { dropChannels: 0.1 }, trials: 10000, inspect: true },
];

/** What plain JavaScript is checked at: rates that cut a fair share of the trials. */
const CHECKS = [
  { network: RESNET_18, rates: { dropChannels: 0.99 }, trials: 150 },
  { network: RESNET_50, rates: { dropChannels: 0.99 }, trials: 50 },
  { network: VGG_16, rates: { dropSites: 0.9995 }, trials: 40 },
  { network: BERT, rates: { dropInputs: 0.995 }, trials: 50 },
  { network: MLP, rates: { dropBonds: 0.998 }, trials: 1000 },
];

const KINDS = {
  dropChannels: "channel dropout",
  dropSites: "dropout",
  dropBonds: "dropconnect",
};

function describeRates(rates) {
  const [[name, rate] = []] = Object.entries(rates);
  return name === undefined ? "the file's, dropout and attention dropout 0.1" : `${KINDS[name]} ${rate}`;
}

function queryOf({ network, rates, trials, exact, inspect }) {
  const method = exact ? { method: "exact" } : { method: "monte-carlo", trials, seed: SEED };
  // Shares of elements are sampled whatever the method is, which may be exact for the rest.
  const rest = inspect ? { ask: "inspect", trials, seed: SEED } : { ask: "path", ...method };
  return { ...rest, network: readModel(network.content, rates) };
}

/** Aborts unless plain JavaScript finds the engine's share of open trials, up to what chance explains. */
function checkShare({ network, rates, trials }) {
  const model = readModel(network.content, rates);
  const { probability } = ask({ ask: "path", network: model, trials: CHECKED_TRIALS, seed: SEED });
  const share = preparePlainModel(model)(trials) / trials;
  const error = Math.sqrt(probability * (1 - probability) * (1 / trials + 1 / CHECKED_TRIALS));
  if (Math.abs(share - probability) <= 5 * error) return;
  throw new Error(`bench: plain JavaScript, ${network.name}: expected about ${probability}, got ${share}`);
}

const PROGRAM = `
import { readFileSync } from "node:fs";
const { ask } = await import(process.argv[1]);
const { readModel } = await import(process.argv[2]);
const { content, rates, query } = JSON.parse(readFileSync(0, "utf8"));
ask({ ...query, network: readModel(content, rates) });
console.log(process.resourceUsage().maxRSS);
`;

/** The most memory that a fresh process holds while it reads the file and answers, in MB of 10^6 bytes. */
function peakMemory({ network, rates, query }) {
  const [entry, importers] = ["index", "importers"].map((name) => new URL(`../dist/${name}.js`, import.meta.url).href);
  const { network: _, ...rest } = query;
  const input = JSON.stringify({ content: network.content, rates, query: rest });
  const kibibytes = execFileSync(process.execPath, ["--input-type=module", "--eval", PROGRAM, entry, importers], {
    input,
    encoding: "utf8",
  });
  return (Number(kibibytes) * 1024) / 1e6;
}

/** A case for `measure`: what takes long is called once a round. */
function caseOf(name, run) {
  run(); // lets the compiler see the code
  return timeOnce(run) > 0.3 ? { name, time: () => timeOnce(run) } : { name, run };
}

async function benchQuestion(question) {
  const { network, rates, trials, exact, inspect, plain, limit } = question;
  const query = queryOf(question);
  const answer = ask(query);
  const cases = [caseOf("engine", () => ask(query))];
  if (plain) {
    const run = preparePlainModel(query.network);
    run(1);
    cases.push({ name: "plain", time: () => (timeOnce(() => run(plain)) * trials) / plain });
  }
  const kind = inspect ? "inspect" : exact ? "exact" : "sampled";
  const title = `${network.name}, ${describeRates(rates)}, ${kind}`;
  const timings = await measure(title, cases, { rounds: inspect ? 3 : 5, seconds: 0.2 });
  const megabytes = peakMemory({ network, rates, query });
  const targets = limit ? [atMost(limit, timings.seconds("engine"), "s"), atMost(1000, megabytes, "MB")] : [];
  return rowOf({ ...question, kind, answer, timings, megabytes, targets });
}

function rowOf({ network, rates, kind, trials, exact, answer, timings, megabytes, targets }) {
  const milliseconds = (name) => {
    const seconds = timings.seconds(name);
    return seconds === undefined ? "-" : figure(seconds * 1000);
  };
  const ratio = timings.ratio("plain", "engine");
  return [
    network.name,
    describeRates(rates),
    kind,
    exact ? "-" : String(trials),
    ...["engine", "plain"].map(milliseconds),
    ratio === undefined ? "-" : figure(ratio),
    answer.probability.toPrecision(4),
    figure(megabytes),
    ...judge(...targets),
  ];
}

/** The same chain as a model and as layers: one program runs both. */
async function benchChain() {
  const rates = { dropBonds: 0.95 };
  const question = { rates, trials: 128 * 100, plain: 128 };
  const [asModel, asLayers] = [MLP, MLP_LAYERED].map((network) => queryOf({ ...question, network }));
  const answers = [asModel, asLayers].map((query) => ask(query));
  if (answers[0].open !== answers[1].open) throw new Error("bench: a chain as model and as layers: open trials differ");
  const run = preparePlainModel(asModel.network);
  run(1);
  const cases = [
    { name: "engine", run: () => ask(asModel) },
    { name: "layered", run: () => ask(asLayers) },
    { name: "plain", time: () => (timeOnce(() => run(question.plain)) * question.trials) / question.plain },
  ];
  const timings = await measure("a chain as a model", cases, { rounds: 9, seconds: 0.3 });
  const kind = "sampled";
  const targets = [atMost(1.1, timings.ratio("engine", "layered"), "x the layered form")];
  const megabytes = peakMemory({ network: MLP, rates, query: asModel });
  const row = rowOf({ ...question, network: MLP, kind, answer: answers[0], timings, megabytes, targets });
  return { row, ratio: timings.ratio("engine", "layered") };
}

export async function benchModels() {
  for (const check of CHECKS) checkShare(check);
  const rows = [];
  for (const question of QUESTIONS) rows.push(await benchQuestion(question));
  const { row, ratio } = await benchChain();
  rows.push(row);
  return {
    title: "Models",
    text: [
      "Milliseconds of a whole answer: `pathProbability` (exact, or all trials sampled) and `inspect` of architectures read from the files in tests/data/models, the rates standing after every hidden layer with weights. Memory is the peak of a fresh process of Node that reads the file and answers, in MB of 1000000 bytes; Node alone takes some 45.",
      "Plain JavaScript walks one trial after the other through bytes, layer by layer, with masks from Math.random; its time is that of a few trials, scaled. At rates that cut a fair share of them it is checked to find the engine's share, up to chance. Under channel dropout all positions of a channel are alike, and the engine keeps one word for them where plain JavaScript fills them all; hence those ratios.",
      `The chain of dense layers takes ${figure(ratio)} times as long as a model as the same in its layered form, with equal counts.`,
    ].join("\n"),
    columns: [
      ...["network", "removal", "answer", "trials", "engine", "plain JS", "plain JS / engine"],
      ...["probability", "peak MB", "target", "met"],
    ],
    rows,
  };
}
