/** A step of training as it is written without thinking of speed: arrays of arrays of numbers, one sample. */

/** A network with small random weights. @param {number[]} widths */
export function makePlain(widths) {
  const weights = widths.slice(1).map((width, layer) => {
    const limit = Math.sqrt(6 / (width + widths[layer]));
    return Array.from({ length: width }, () =>
      Array.from({ length: widths[layer] }, () => limit * (2 * Math.random() - 1)),
    );
  });
  return { weights, biases: widths.slice(1).map((width) => Array(width).fill(0)) };
}

/** Softmax cross-entropy, ReLU, dropout of hidden neurons, plain gradient descent. */
export function stepPlain({ weights, biases }, input, label, rate, drop) {
  const last = weights.length - 1;
  const outs = [input];
  const masks = [];
  for (let layer = 0; layer <= last; layer++) {
    const before = outs[layer];
    const out = [];
    const mask = [];
    for (let j = 0; j < weights[layer].length; j++) {
      const row = weights[layer][j];
      let sum = biases[layer][j];
      for (let i = 0; i < before.length; i++) sum += row[i] * before[i];
      if (layer === last) out.push(sum);
      else {
        mask.push(drop > 0 && Math.random() < drop ? 0 : 1 / (1 - drop));
        out.push(Math.max(0, sum) * mask[j]);
      }
    }
    outs.push(out);
    masks.push(mask);
  }
  const most = Math.max(...outs[last + 1]);
  const powers = outs[last + 1].map((value) => Math.exp(value - most));
  const all = powers.reduce((sum, value) => sum + value, 0);
  let deltas = powers.map((value, k) => value / all - (k === label ? 1 : 0));
  for (let layer = last; layer >= 0; layer--) {
    const before = outs[layer];
    const next = Array(before.length).fill(0);
    for (let j = 0; j < deltas.length; j++) {
      const row = weights[layer][j];
      for (let i = 0; i < before.length; i++) {
        if (layer > 0) next[i] += deltas[j] * row[i];
        row[i] -= rate * deltas[j] * before[i];
      }
      biases[layer][j] -= rate * deltas[j];
    }
    if (layer > 0) deltas = next.map((value, i) => (before[i] > 0 ? value * masks[layer - 1][i] : 0));
  }
}
