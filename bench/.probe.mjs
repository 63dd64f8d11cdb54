import { readFileSync } from "node:fs";
import { readKeras, readModel } from "../dist/importers.js";
import { model, pathProbability, withRemoval } from "../dist/index.js";
import { preparePlainModel } from "./baselines/plain-model.mjs";

const M = (f) => readModel(readFileSync(new URL("../tests/data/models/" + f, import.meta.url)));
const mlp = model([
  { type: "input", shape: [784] },
  ...[300, 100, 10].map((units) => ({ type: "dense", units, dropBonds: 0.998 })),
]);
for (const [n, m, t] of [
  ["mlp", mlp, 2000],
  ["r18 .1", withRemoval(M("resnet-18.keras.json"), { dropChannels: 0.1 }), 40],
  ["r18 .99", withRemoval(M("resnet-18.keras.json"), { dropChannels: 0.99 }), 200],
  ["r50 .99", withRemoval(M("resnet-50.keras.json"), { dropChannels: 0.99 }), 40],
  ["vgg .5", withRemoval(M("vgg-16.keras.json"), { dropSites: 0.5 }), 4],
  ["vgg .999", withRemoval(M("vgg-16.keras.json"), { dropSites: 0.9997 }), 20],
  ["bert", M("bert-base-uncased.config.json"), 4],
  ["bert .999", withRemoval(M("bert-base-uncased.config.json"), { dropSites: 0.99998 }), 40],
]) {
  const run = preparePlainModel(m);
  run(2);
  const s = performance.now();
  const o = run(t);
  console.log(n, ((performance.now() - s) / t).toFixed(2) + "ms/trial", o / t);
  const s2 = performance.now();
  const a = pathProbability(m, { trials: 1280 });
  console.log("   engine", a.probability, a.method, ((performance.now() - s2) / 1280).toFixed(4));
}
