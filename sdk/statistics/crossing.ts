/**
 * Where a falling function on 0..1 crosses zero: 0 or 1 when it does so nowhere inside. Ridders' method
 * within a bracket, bisection where the function is infinite or noisy.
 * Source: C. Ridders, IEEE Trans. Circuits Syst. 26 (1979) 979.
 */
export function findCrossing(f: (x: number) => number, tolerance = 1e-16): number {
  let low = 0;
  let high = 1;
  let atLow = f(low);
  let atHigh = f(high);
  if (!(atLow > 0)) return 0;
  if (!(atHigh < 0)) return 1;
  const narrow = (x: number, value: number) => {
    if (value > 0) [low, atLow] = [x, value];
    else [high, atHigh] = [x, value];
  };
  for (let step = 0; step < 200 && high - low > tolerance; step++) {
    const middle = low + (high - low) / 2;
    if (middle === low || middle === high) break;
    const atMiddle = f(middle);
    if (atMiddle === 0) return middle;
    const [left, atLeft, atRight] = [low, atLow, atHigh];
    narrow(middle, atMiddle);
    if (!Number.isFinite(atLeft) || !Number.isFinite(atRight)) continue;
    const shift = ((middle - left) * atMiddle) / Math.sqrt(atMiddle * atMiddle - atLeft * atRight);
    const better = middle + shift;
    if (!(better > low && better < high)) continue;
    const atBetter = f(better);
    if (atBetter === 0) return better;
    narrow(better, atBetter);
    // Ridders' point lies so close to the root that the next bracket may be taken around it.
    const width = Math.max(4 * tolerance, (high - low) * 1e-3, better * 4e-16);
    const probe = atBetter > 0 ? better + width : better - width;
    if (probe > low && probe < high) narrow(probe, f(probe));
  }
  return low + (high - low) / 2;
}
