// Pruning by one threshold for all layers can mask every channel of one. Then a plain network is dead; one with skips
// is not (github.com/Eric-mingjie/rethinking-network-pruning, issue 18). Run: node examples/vgg-and-resnet.js
import { input, inspect } from "percolation";

const WIDTHS = [16, 16, "pool", 32, 32, "pool", 64, 64, "pool"];
const PRUNED = 4; // the fourth convolution: 32 channels of 16 x 16
const percent = (share) => `${(100 * share).toFixed(1)} %`;

/** Bits of a mask that removes the first channels of all: a byte holds 8 positions. */
function maskOf(removed, channels, positions) {
  return new Uint8Array((channels * positions) / 8).fill(255, (removed * positions) / 8);
}

/** A net for images of 32 x 32 with channel dropout 0.5, some channels of one convolution pruned. */
function build(removed, hasSkips) {
  let [layer, channels, number] = [input([3, 32, 32]), 3, 0];
  for (const width of WIDTHS) {
    if (width === "pool") {
      layer = layer.pool({ kernel: 2 });
      continue;
    }
    const before = layer;
    layer = layer.conv2d(width, { kernel: 3, padding: 1 });
    if (++number === PRUNED && removed > 0) layer = layer.mask(maskOf(removed, width, 16 * 16));
    layer = layer.channelDropout(0.5);
    if (hasSkips) layer = layer.add(width === channels ? before : before.conv2d(width, { kernel: 1 }));
    channels = width;
  }
  return layer.flatten().dense(10).model();
}

for (const hasSkips of [false, true]) {
  console.log(hasSkips ? "\nwith a skip around every convolution" : "without skips, as in VGG");
  console.log("  pruned     dropout cuts   largest rate   what the structure shows");
  for (const removed of [0, 16, 28, 31, 32]) {
    const report = inspect(build(removed, hasSkips), { trials: 5120, seed: 7, failureBelow: 1e-6 });
    const cells = [`${removed} of 32`.padEnd(10), percent(report.failure).padEnd(14)];
    const shown = [...new Set(report.findings.map(({ kind }) => kind))].join(", ");
    console.log(`  ${cells.join(" ")} ${report.largestDrop.toFixed(4).padEnd(14)} ${shown || "-"}`);
  }
}
console.log(`
"dropout cuts": the share of masks of channel dropout 0.5 that leave no path from the image to a class.
"largest rate": of channel dropout in all layers, at which fewer than one mask in a million does so.`);
