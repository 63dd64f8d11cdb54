// The binary digits of a probability, exactly as the double holds them: 0.d1 d2 d3 ...

const FRACTION: u64 = 0x000fffffffffffff;
const HIDDEN: u64 = 0x0010000000000000;

/** The double is `significand(p) * 2^-scale(p)`. */
@inline
function significand(p: f64): u64 {
  const bits = reinterpret<u64>(p);
  return bits >> 52 == 0 ? bits & FRACTION : (bits & FRACTION) | HIDDEN;
}

@inline
function scale(p: f64): i32 {
  const exponent = <i32>(reinterpret<u64>(p) >> 52);
  return 1075 - max(exponent, 1);
}

/** How many digits `p` has: the position of its last 1, 0 for p = 0. At most 1074. Needs 0 <= p < 1. */
export function countDigits(p: f64): i32 {
  const value = significand(p);
  return value == 0 ? 0 : scale(p) - <i32>ctz(value);
}

/** The digits after position `from`, `count` <= 32 of them, as an integer: d(from+1) is its highest bit. */
export function readDigits(p: f64, from: i32, count: i32): u32 {
  const shift = scale(p) - from - count;
  const value = significand(p);
  let digits: u64 = 0;
  if (shift >= 0) digits = shift < 64 ? value >> <u64>shift : 0;
  else digits = -shift < 64 ? value << <u64>-shift : 0;
  return <u32>(digits & (((<u64>1) << <u64>count) - 1));
}
