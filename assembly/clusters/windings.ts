// Winding numbers, one for each axis, packed into the fields of one integer. Sums and differences of packed
// vectors are those of their numbers as long as none leaves its field. Every sum that is kept or built upon is
// guarded: within a quarter of what its field holds, so that two of them and a step cannot overflow unseen.

let bits: i64 = 0;
let bias: i64 = 0;
let within: i64 = 0;
let overflow: bool = false;

/** Starts a sweep with so many bits a field. */
export function openWindings(windBits: i32): void {
  bits = windBits;
  bias = 0;
  within = 0;
  for (let at: i64 = 0; at + bits <= 64; at += bits) {
    bias |= (<i64>1) << (at + bits - 3);
    within |= (((<i64>1) << (bits - 2)) - 1) << at;
  }
  overflow = false;
}

/** Notes when a number leaves the quarter of its field around 0: results would soon be wrong. */
@inline
export function guard(winding: i64): void {
  if ((winding + bias) & ~within) overflow = true;
}

/** Whether a guarded number was too large. */
export function hasOverflown(): bool {
  return overflow;
}

/** The number in the lowest field. */
@inline
export function fieldOf(packed: i64): i64 {
  return (packed << (64 - bits)) >> (64 - bits);
}

/** The vector without its lowest field, which holds `number`. */
@inline
export function nextFields(packed: i64, number: i64): i64 {
  return (packed - number) >> bits;
}
