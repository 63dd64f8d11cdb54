/** Relative width at which a bracket is closed: two units in the last place. */
const TOLERANCE = 4e-16;

/** The part of 0..1 searched: its side nearer to 0 or to 1, and how far from that end the crossing is. */
export interface Crossing {
  readonly end: 0 | 1;
  /** Distance from the end, 0..1/2, with full relative precision. */
  readonly distance: number;
}

/**
 * Where a falling function on 0..1 crosses zero, measured from the nearer end; 0 from an end where it
 * does so nowhere inside. `f` is given the end and the distance from it.
 */
export function findCrossing(f: (at: Crossing) => number): Crossing {
  if (!(f({ end: 0, distance: 0 }) > 0)) return { end: 0, distance: 0 };
  if (!(f({ end: 1, distance: 0 }) < 0)) return { end: 1, distance: 0 };
  const end = f({ end: 0, distance: 0.5 }) < 0 ? 0 : 1;
  // Turned so that g is positive near the end.
  const g = (distance: number) => (end === 0 ? f({ end, distance }) : -f({ end, distance }));
  return { end, distance: findRoot(g) };
}

/**
 * The root in 0..1/2 of a function that is positive near 0 and not at 1/2:
 * a bracket found by squaring, halved in proportion until it is narrow, then closed by Ridders' method.
 * Source: C. Ridders, IEEE Trans. Circuits Syst. 26 (1979) 979.
 */
function findRoot(g: (x: number) => number): number {
  let high = 0.5;
  let low = 2 ** -10;
  while (low > 0 && !(g(low) > 0)) [high, low] = [low, low * low];
  if (low === 0) low = 5e-324;
  let atLow = g(low);
  let atHigh = g(high);
  const narrow = (x: number, value: number) => {
    if (value > 0) [low, atLow] = [x, value];
    else [high, atHigh] = [x, value];
  };
  while (high / low > 2) {
    const middle = Math.sqrt(low) * Math.sqrt(high);
    if (!(middle > low && middle < high)) break;
    narrow(middle, g(middle));
  }
  while (high - low > TOLERANCE * low) {
    const middle = low + (high - low) / 2;
    if (middle === low || middle === high) break;
    const atMiddle = g(middle);
    const [left, atLeft, atRight] = [low, atLow, atHigh];
    narrow(middle, atMiddle);
    const shift = ((middle - left) * atMiddle) / Math.sqrt(atMiddle * atMiddle - atLeft * atRight);
    const better = middle + shift;
    if (!Number.isFinite(shift) || !(better > low && better < high)) continue;
    const atBetter = g(better);
    narrow(better, atBetter);
    // Ridders' point lies so close to the root that the next bracket may be taken around it.
    const step = Math.max((high - low) * 1e-3, better * 4e-16);
    const probe = atBetter > 0 ? better + step : better - step;
    if (probe > low && probe < high) narrow(probe, g(probe));
  }
  return low + (high - low) / 2;
}
