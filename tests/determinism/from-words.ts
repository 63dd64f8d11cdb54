// Written from docs/determinism.md alone: streams, Bernoulli words, masks and counts in plain TypeScript,
// without the engine. Slow and literal on purpose.

const G = 0x9e3779b9;

function mix(x: number): number {
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
}

function rotate(x: number, n: number): number {
  return ((x << n) | (x >>> (32 - n))) >>> 0;
}

export interface Address {
  seed: bigint;
  purpose: number;
  block: bigint;
  layer: number;
  target: number;
}

const low = (value: bigint) => Number(value & 0xffffffffn);
const high = (value: bigint) => Number(value >> 32n);

export function stateOf({ seed, purpose, block, layer, target }: Address): number[] {
  return Array.from({ length: 32 }, (_, i) => {
    let w = mix(Math.imul(i, G));
    for (const a of [low(seed), high(seed), purpose, low(block), high(block), layer]) w = mix(((w ^ a) + G) | 0);
    return mix((w + Math.imul(target, G)) | 0);
  });
}

/** Four parts of xoshiro128++. */
export class Generator {
  private readonly s: number[][];

  constructor(words: number[]) {
    this.s = [0, 1, 2, 3].map((part) => [0, 1, 2, 3].map((k) => words[4 * k + part] as number));
  }

  next(): number[] {
    return this.s.map((s) => {
      let [s0, s1, s2, s3] = s as [number, number, number, number];
      const result = (rotate((s0 + s3) >>> 0, 7) + s0) >>> 0;
      const t = s1 << 9;
      s2 ^= s0;
      s3 ^= s1;
      s1 ^= s2;
      s0 ^= s3;
      s2 ^= t;
      s3 = rotate(s3, 11);
      s.splice(0, 4, s0, s1, s2, s3);
      return result;
    });
  }
}

/** Digits d1 d2 ... of a double below 1, up to the last 1. */
export function digitsOf(r: number): number[] {
  const digits: number[] = [];
  // Doubling a double and taking 1 away are exact.
  for (let rest = r; rest > 0; ) {
    rest *= 2;
    digits.push(rest >= 1 ? 1 : 0);
    if (rest >= 1) rest -= 1;
  }
  return digits;
}

/** The Bernoulli words of one stream, as arrays of 128 lanes. */
export class Stream {
  private readonly a: Generator;
  private readonly b: Generator;

  constructor(address: Address) {
    const state = stateOf(address);
    this.a = new Generator(state.slice(0, 16));
    this.b = new Generator(state.slice(16));
  }

  next(keep: number, drop: number): boolean[] {
    const r = drop < keep ? drop : keep;
    const success = this.below(digitsOf(r));
    return drop < keep ? success.map((lane) => !lane) : success;
  }

  private below(digits: number[]): boolean[] {
    const D = digits.length;
    const number = (from: number, count: number) => {
      let value = 0;
      for (let i = from; i < from + count; i++) value = value * 2 + (digits[i] ?? 0);
      return value;
    };
    const success = Array<boolean>(128).fill(false);
    const compared = Array<number>(128).fill(0); // -1: decided
    for (let i = 1; i <= Math.min(D, 7); i++) {
      const word = (i % 2 === 1 ? this.a : this.b).next();
      for (let t = 0; t < 128; t++) {
        if (compared[t] === -1) continue;
        const bit = ((word[t >> 5] as number) >>> (t & 31)) & 1;
        const digit = digits[i - 1] as number;
        success[t] = bit < digit;
        compared[t] = bit === digit ? i : -1;
      }
    }
    if (D <= 7) return success;
    const word = this.b.next();
    for (let g = 0; g < 16; g++) {
      const lane = [0, 1, 2, 3, 4, 5, 6, 7].map((i) => 8 * g + i).find((t) => compared[t] === 7);
      if (lane === undefined) continue;
      const byte = ((word[g >> 2] as number) >>> (8 * (g & 3))) & 255;
      const wanted = number(7, 8);
      success[lane] = byte < wanted;
      compared[lane] = byte === wanted ? 15 : -1;
    }
    for (let t = 0; t < 128; t++) {
      let c = compared[t] as number;
      if (c === -1) continue;
      while (c < D) {
        const part = this.a.next()[0] as number;
        const wanted = number(c, 32);
        success[t] = part < wanted;
        if (part !== wanted) break;
        c += 32;
      }
    }
    return success;
  }
}

export interface Rate {
  keep: number;
  drop: number;
}

/** A network as the page describes it; `bonds[l]` lists, target by target, the sources of existing bonds. */
export interface Plain {
  widths: number[];
  sites: Rate[];
  bonds: Rate[];
  sources: number[][][];
}

/** The words of one block: sites[layer][neuron] and bonds[weight layer][target][n], 128 lanes each. */
export function drawBlock(network: Plain, seed: bigint, block: bigint) {
  const certain = Array<boolean>(128).fill(true);
  const sites = network.widths.map((width, layer) => {
    const { keep, drop } = network.sites[layer] as Rate;
    const stream = new Stream({ seed, purpose: 1, block, layer, target: 0 });
    return Array.from({ length: width }, () => (drop === 0 ? certain : stream.next(keep, drop)));
  });
  const bonds = network.sources.map((targets, layer) => {
    const { keep, drop } = network.bonds[layer] as Rate;
    return targets.map((sources, target) => {
      const stream = new Stream({ seed, purpose: 2, block, layer, target });
      return sources.map(() => (drop === 0 ? certain : stream.next(keep, drop)));
    });
  });
  return { sites, bonds };
}

/** reached[layer][neuron] in one lane of a block. */
export function reachedIn(network: Plain, masks: ReturnType<typeof drawBlock>, lane: number): boolean[][] {
  const reached: boolean[][] = [];
  network.widths.forEach((width, layer) => {
    reached.push(
      Array.from({ length: width }, (_, neuron) => {
        if (!masks.sites[layer]?.[neuron]?.[lane]) return false;
        if (layer === 0) return true;
        const sources = network.sources[layer - 1]?.[neuron] ?? [];
        return sources.some((source, n) => {
          const open = masks.bonds[layer - 1]?.[neuron]?.[n]?.[lane];
          return open && reached[layer - 1]?.[source];
        });
      }),
    );
  });
  return reached;
}
