// SHA-256 (FIPS 180-4), since SubtleCrypto answers later and is not everywhere.

/** Constants of the algorithm: 32 bits each after the point of the square and cube roots of the first primes. */
interface Constants {
  readonly start: Uint32Array;
  readonly rounds: Uint32Array;
}

let constants: Constants | undefined;

function constantsOf(): Constants {
  if (constants) return constants;
  const primes: number[] = [];
  for (let number = 2; primes.length < 64; number++) {
    if (primes.every((prime) => number % prime > 0)) primes.push(number);
  }
  constants = {
    start: Uint32Array.from(primes.slice(0, 8), (prime) => fractionOfRoot(prime, 2n)),
    rounds: Uint32Array.from(primes, (prime) => fractionOfRoot(prime, 3n)),
  };
  return constants;
}

/** The first 32 bits after the point of a root, in integers: by halving, since the root is below 32. */
function fractionOfRoot(number: number, degree: bigint): number {
  const power = BigInt(number) << (32n * degree);
  let root = 0n;
  for (let bit = 1n << 37n; bit > 0n; bit >>= 1n) if ((root + bit) ** degree <= power) root += bit;
  return Number(root & 0xffffffffn);
}

/** The hash of a text in UTF-8, as 64 hexadecimal digits. */
export function sha256(text: string): string {
  const { start, rounds } = constantsOf();
  const message = pad(new TextEncoder().encode(text));
  const state = start.slice();
  const schedule = new Uint32Array(64);
  for (let offset = 0; offset < message.byteLength; offset += 64) {
    fillSchedule(schedule, message, offset);
    compress(state, schedule, rounds);
  }
  let digits = "";
  for (const word of state) digits += (2 ** 32 + word).toString(16).slice(1);
  return digits;
}

/** A one, zeros, and the number of bits, to whole blocks of 64 bytes. */
function pad(bytes: Uint8Array): DataView {
  const padded = new Uint8Array((((bytes.length + 8) >> 6) + 1) << 6);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setBigUint64(padded.length - 8, BigInt(bytes.length) * 8n);
  return view;
}

function fillSchedule(schedule: Uint32Array, message: DataView, offset: number): void {
  for (let index = 0; index < 16; index++) schedule[index] = message.getUint32(offset + 4 * index);
  for (let index = 16; index < 64; index++) {
    const early = schedule[index - 15] as number;
    const late = schedule[index - 2] as number;
    const one = rotate(early, 7) ^ rotate(early, 18) ^ (early >>> 3);
    const other = rotate(late, 17) ^ rotate(late, 19) ^ (late >>> 10);
    schedule[index] = (schedule[index - 16] as number) + one + (schedule[index - 7] as number) + other;
  }
}

function compress(state: Uint32Array, schedule: Uint32Array, rounds: Uint32Array): void {
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let index = 0; index < 64; index++) {
    const mixed = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
    const one = (h + mixed + ((e & f) ^ (~e & g)) + (rounds[index] as number) + (schedule[index] as number)) | 0;
    const other = (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
    h = g;
    g = f;
    f = e;
    e = (d + one) | 0;
    d = c;
    c = b;
    b = a;
    a = (one + other) | 0;
  }
  const words = [a, b, c, d, e, f, g, h];
  for (let index = 0; index < 8; index++) state[index] = (state[index] as number) + (words[index] as number);
}

function rotate(word: number, bits: number): number {
  return (word >>> bits) | (word << (32 - bits));
}
