// Loops over vectors of doubles. Sums are eight partial ones, of every eighth term, added in one order with and without
// SIMD: the bits are the same.

/** The sum of the products. */
export function dot(a: usize, b: usize, count: u32): f64 {
  const whole = count & ~7;
  let sum: f64 = 0;
  if (ASC_FEATURE_SIMD) {
    let s0 = f64x2.splat(0);
    let s1 = f64x2.splat(0);
    let s2 = f64x2.splat(0);
    let s3 = f64x2.splat(0);
    for (const end = a + (<usize>whole << 3); a < end; a += 64, b += 64) {
      s0 = f64x2.add(s0, f64x2.mul(v128.load(a), v128.load(b)));
      s1 = f64x2.add(s1, f64x2.mul(v128.load(a, 16), v128.load(b, 16)));
      s2 = f64x2.add(s2, f64x2.mul(v128.load(a, 32), v128.load(b, 32)));
      s3 = f64x2.add(s3, f64x2.mul(v128.load(a, 48), v128.load(b, 48)));
    }
    const all = f64x2.add(f64x2.add(s0, s1), f64x2.add(s2, s3));
    sum = f64x2.extract_lane(all, 0) + f64x2.extract_lane(all, 1);
  } else {
    let s0: f64 = 0, s1: f64 = 0, s2: f64 = 0, s3: f64 = 0, s4: f64 = 0, s5: f64 = 0, s6: f64 = 0, s7: f64 = 0;
    for (const end = a + (<usize>whole << 3); a < end; a += 64, b += 64) {
      s0 += load<f64>(a) * load<f64>(b);
      s1 += load<f64>(a, 8) * load<f64>(b, 8);
      s2 += load<f64>(a, 16) * load<f64>(b, 16);
      s3 += load<f64>(a, 24) * load<f64>(b, 24);
      s4 += load<f64>(a, 32) * load<f64>(b, 32);
      s5 += load<f64>(a, 40) * load<f64>(b, 40);
      s6 += load<f64>(a, 48) * load<f64>(b, 48);
      s7 += load<f64>(a, 56) * load<f64>(b, 56);
    }
    sum = (s0 + s2 + (s4 + s6)) + (s1 + s3 + (s5 + s7));
  }
  for (let rest = whole; rest < count; rest++, a += 8, b += 8) sum += load<f64>(a) * load<f64>(b);
  return sum;
}

/** y += factor * x. */
export function addScaled(y: usize, x: usize, factor: f64, count: u32): void {
  const end = y + (<usize>count << 3);
  if (ASC_FEATURE_SIMD) {
    const factors = f64x2.splat(factor);
    for (const whole = end - (<usize>(count & 3) << 3); y < whole; y += 32, x += 32) {
      v128.store(y, f64x2.add(v128.load(y), f64x2.mul(factors, v128.load(x))));
      v128.store(y, f64x2.add(v128.load(y, 16), f64x2.mul(factors, v128.load(x, 16))), 16);
    }
  }
  for (; y < end; y += 8, x += 8) store<f64>(y, load<f64>(y) + factor * load<f64>(x));
}

/** y += factor * x * mask. */
export function addMasked(y: usize, x: usize, mask: usize, factor: f64, count: u32): void {
  for (const end = y + (<usize>count << 3); y < end; y += 8, x += 8, mask += 8) {
    store<f64>(y, load<f64>(y) + factor * load<f64>(x) * load<f64>(mask));
  }
}

/** y = a * b. */
export function multiply(y: usize, a: usize, b: usize, count: u32): void {
  const end = y + (<usize>count << 3);
  if (ASC_FEATURE_SIMD) {
    for (const whole = end - (<usize>(count & 1) << 3); y < whole; y += 16, a += 16, b += 16) {
      v128.store(y, f64x2.mul(v128.load(a), v128.load(b)));
    }
  }
  for (; y < end; y += 8, a += 8, b += 8) store<f64>(y, load<f64>(a) * load<f64>(b));
}

/** The greatest magnitude; NaN counts for nothing. */
export function greatest(x: usize, count: u32): f64 {
  let most: f64 = 0;
  for (const end = x + (<usize>count << 3); x < end; x += 8) {
    const size = abs(load<f64>(x));
    if (size > most) most = size;
  }
  return most;
}
