// Weights kept at random, and how many of them lie on a path: counted directly, without the engine.

/** mulberry32: uniform numbers in 0..1, for choosing weights alone. */
function uniform(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let x = Math.imul(state ^ (state >>> 15), 1 | state);
    x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x;
    return ((x ^ (x >>> 14)) >>> 0) / 4294967296;
  };
}

/** Which weights exist between each pair of layers, row by row: `kept[layer][target * fanIn + source]`. */
export function keepAtRandom(widths: readonly number[], density: number, seed: number): Uint8Array[] {
  const next = uniform(seed);
  return widths.slice(1).map((width, layer) => {
    const count = width * (widths[layer] as number);
    return Uint8Array.from({ length: count }, () => Number(next() < density));
  });
}

/** As bits, the least significant bit of each byte first. */
export function toBits(kept: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(Math.ceil(kept.length / 8));
  kept.forEach((one, bit) => {
    bytes[bit >> 3] = (bytes[bit >> 3] as number) | (one << (bit & 7));
  });
  return bytes;
}

/** Weights of each layer that lie on a path from an input to an output. */
export function countEffective(widths: readonly number[], kept: readonly Uint8Array[]): number[] {
  const reached = [new Uint8Array(widths[0] as number).fill(1)];
  eachWeight(widths, kept, (layer, target, source) => {
    reached[layer + 1] ??= new Uint8Array(widths[layer + 1] as number);
    if (reached[layer]?.[source]) (reached[layer + 1] as Uint8Array)[target] = 1;
  });
  const reaching = widths.map((width) => new Uint8Array(width));
  reaching[widths.length - 1]?.fill(1);
  for (let layer = kept.length - 1; layer >= 0; layer--) {
    eachWeightOf(widths, kept, layer, (target, source) => {
      if (reaching[layer + 1]?.[target]) (reaching[layer] as Uint8Array)[source] = 1;
    });
  }
  const counts = kept.map(() => 0);
  eachWeight(widths, kept, (layer, target, source) => {
    if (reached[layer]?.[source] && reaching[layer + 1]?.[target]) counts[layer] = (counts[layer] as number) + 1;
  });
  return counts;
}

function eachWeight(
  widths: readonly number[],
  kept: readonly Uint8Array[],
  visit: (layer: number, target: number, source: number) => void,
): void {
  kept.forEach((_, layer) => {
    eachWeightOf(widths, kept, layer, (target, source) => visit(layer, target, source));
  });
}

function eachWeightOf(
  widths: readonly number[],
  kept: readonly Uint8Array[],
  layer: number,
  visit: (target: number, source: number) => void,
): void {
  const fanIn = widths[layer] as number;
  kept[layer]?.forEach((one, at) => {
    if (one) visit(Math.floor(at / fanIn), at % fanIn);
  });
}
