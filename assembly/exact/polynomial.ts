// sum of coefficients[i] z^i by Horner's rule in eight interleaved chains: the coefficients of equal
// i mod 8 form a polynomial in z^8. The association is the same with and without SIMD.

/** `count` is a multiple of 8; coefficients are f64 at any alignment. */
export function evaluate(coefficients: usize, count: u32, z: f64): f64 {
  const z2 = z * z;
  const z4 = z2 * z2;
  const z8 = z4 * z4;
  let s0: f64, s1: f64, s2: f64, s3: f64, s4: f64, s5: f64, s6: f64, s7: f64;
  if (ASC_FEATURE_SIMD) {
    const factor = f64x2.splat(z8);
    let a = f64x2.splat(0),
      b = f64x2.splat(0),
      c = f64x2.splat(0),
      d = f64x2.splat(0);
    for (let at = coefficients + ((<usize>count) << 3); at > coefficients; ) {
      at -= 64;
      a = f64x2.add(f64x2.mul(a, factor), v128.load(at));
      b = f64x2.add(f64x2.mul(b, factor), v128.load(at, 16));
      c = f64x2.add(f64x2.mul(c, factor), v128.load(at, 32));
      d = f64x2.add(f64x2.mul(d, factor), v128.load(at, 48));
    }
    s0 = f64x2.extract_lane(a, 0);
    s1 = f64x2.extract_lane(a, 1);
    s2 = f64x2.extract_lane(b, 0);
    s3 = f64x2.extract_lane(b, 1);
    s4 = f64x2.extract_lane(c, 0);
    s5 = f64x2.extract_lane(c, 1);
    s6 = f64x2.extract_lane(d, 0);
    s7 = f64x2.extract_lane(d, 1);
  } else {
    s0 = 0;
    s1 = 0;
    s2 = 0;
    s3 = 0;
    s4 = 0;
    s5 = 0;
    s6 = 0;
    s7 = 0;
    for (let at = coefficients + ((<usize>count) << 3); at > coefficients; ) {
      at -= 64;
      s0 = s0 * z8 + load<f64>(at);
      s1 = s1 * z8 + load<f64>(at, 8);
      s2 = s2 * z8 + load<f64>(at, 16);
      s3 = s3 * z8 + load<f64>(at, 24);
      s4 = s4 * z8 + load<f64>(at, 32);
      s5 = s5 * z8 + load<f64>(at, 40);
      s6 = s6 * z8 + load<f64>(at, 48);
      s7 = s7 * z8 + load<f64>(at, 56);
    }
  }
  return s0 + z * s1 + z2 * (s2 + z * s3) + z4 * (s4 + z * s5 + z2 * (s6 + z * s7));
}
