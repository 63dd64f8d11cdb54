// Can dropout cut this network? Real questions, answered and put into words. Run by `npm start`.
import { readFileSync } from "node:fs";
import { criticalDepth, criticalDrop, forecast, layered, pathProbability, rectangular, sampleMasks } from "percolation";
import { readOnnx } from "percolation/importers";

const percent = (share) => `${(100 * share).toPrecision(4)} %`;
const heading = (text) => console.log(`\n${text}`);
const line = (label, value) => console.log(`  ${label.padEnd(46)} ${value}`);

heading("A wake-word detector, read from its ONNX file (openwakeword-js, hello_deepa.onnx)");
const file = new URL("../node_modules/openwakeword-js/models/hello_deepa.onnx", import.meta.url);
const bytes = readFileSync(file);
const detector = readOnnx(bytes);
line("layers", detector.widths.join("-"));
for (const rates of [{ dropSites: 0.5 }, { dropSites: 0.9 }, { dropBonds: 0.9 }, { dropBonds: 0.98 }]) {
  const { failure, method } = pathProbability(readOnnx(bytes, rates));
  const [[name, rate]] = Object.entries(rates);
  const kind = name === "dropSites" ? "dropout" : "dropconnect";
  line(`${kind} ${rate} leaves no path in`, `${percent(failure)} of the steps (${method})`);
}
const { drop } = criticalDrop(detector, { of: "sites" });
console.log(
  `  Half of all steps are cut at a dropout of ${drop.toFixed(4)}: its two layers of 32 leave a wide margin.`,
);

heading("784-300-100-10 with dropconnect 0.998, exact and sampled");
const classifier = layered([784, 300, 100, 10], { dropBonds: 0.998 });
const exact = pathProbability(classifier);
const sampled = pathProbability(classifier, { method: "monte-carlo", trials: 20000, seed: 7 });
line("exact", exact.probability.toFixed(12));
line(
  "20000 seeded trials",
  `${sampled.probability} in ${sampled.interval.low.toFixed(4)}..${sampled.interval.high.toFixed(4)}`,
);
console.log("  The seed fixes every bit: any JavaScript runtime counts the same open trials.");

heading("How deep may a network of width 8 be at dropout 0.5?");
const { depth } = criticalDepth({ width: 8, dropSites: 0.5 });
line("first depth at which most steps are cut", `${depth} hidden layers`);
const bonds = criticalDepth({ width: 8, dropBonds: 0.5 });
line("the same for dropconnect 0.5", `${bonds.depth.toPrecision(4)} hidden layers`);

heading("What will training see? Width 4, 20 hidden layers, dropout 0.5, no biases, 4000 steps");
const outlook = forecast(rectangular({ width: 4, depth: 20 }, { dropSites: 0.5 }), { steps: 4000 });
line("steps that change some weight", `${outlook.expectedUpdates.toFixed(1)} expected of 4000`);
line("first step that changes nothing", `number ${outlook.expectedFirstCutStep.toFixed(2)} on average`);
console.log("  Nearly three of four steps are lost: their masks leave no path, and every gradient is zero.");

heading("The masks themselves, for a training loop of your own");
const masks = sampleMasks(layered([6, 8, 4], { dropSites: 0.5 }), { seed: 7, trial: 12 });
line("hidden neurons kept in trial 12 of seed 7", masks.sites[0].join(""));
