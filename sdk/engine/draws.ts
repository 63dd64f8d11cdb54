import { allocate } from "./arena.ts";
import { withEngine } from "./instance.ts";
import { halves } from "./seeds.ts";

/** Random numbers for building something, from the engine's words: the same everywhere. */
export interface Draws {
  /** A uniform integer in 0..bound-1, unbiased; bound in 1..2^32. */
  below(bound: number): number;
  /** Minus the logarithm of a uniform number in (0, 1): exponentially distributed. */
  exponential(): number;
  /** log(1 + x), with the same bits everywhere. */
  log1p(x: number): number;
}

const WORDS = 256;

/** Opens the words of a seed for `use`, which asks the engine nothing else. */
export function withDraws<T>(seed: bigint, use: (draws: Draws) => T): T {
  return withEngine((engine) => {
    const [buffer] = allocate(engine, 16 * WORDS);
    engine.openGraphWords(...halves(seed), 0);
    let parts = new Uint32Array(0);
    let next = 0;
    const part = (): number => {
      if (next === parts.length) {
        engine.fillWords(buffer, WORDS);
        parts = new Uint32Array(engine.memory.buffer, buffer, 4 * WORDS).slice();
        next = 0;
      }
      return parts[next++] as number;
    };
    return use({
      below(bound) {
        let product = multiply(part(), bound);
        if (product.low < bound) {
          const excess = 2 ** 32 % bound;
          while (product.low < excess) product = multiply(part(), bound);
        }
        return product.high;
      },
      exponential: () => -engine.log((part() * 2 ** 21 + (part() >>> 11) + 0.5) / 2 ** 53),
      log1p: (x) => engine.log1p(x),
    });
  });
}

/** The 64-bit product of two numbers up to 2^32, as its halves (D. Lemire's method needs both). */
function multiply(a: number, b: number): { high: number; low: number } {
  const lower = (a & 0xffff) * b;
  const upper = (a >>> 16) * b + Math.floor(lower / 65536);
  return { high: Math.floor(upper / 65536), low: (upper % 65536) * 65536 + (lower % 65536) };
}
