import { expect, test } from "vitest";
import { countOf, writeCount } from "../../sdk/plot/count-words.ts";
import { significant, writeAbout, writeOneIn, writePower, writeShare } from "../../sdk/plot/numbers.ts";

const NEVER = Number.NEGATIVE_INFINITY;

test("a probability is written with the digits asked for, and scientifically below a thousandth", () => {
  expect([significant(0.12345678, 3), significant(0.5, 15), significant(0.000123456, 3)]).toEqual([
    "0.123",
    "0.5",
    "1.23e-4",
  ]);
  expect([significant(0, 3), significant(1, 3)]).toEqual(["0", "1"]);
});

test("a probability that rounds to 1 shows its complement, and one that underflows its exponent", () => {
  const tiny = { value: 0, log10: -5049286.71, complement: 1, log10Complement: 0 };
  expect(writeShare(tiny, 15)).toBe("1e-5049286.7");
  expect(writeShare({ value: 1, log10: 0, complement: 0, log10Complement: -5049286.71 }, 15)).toBe("1 - 1e-5049286.7");
  expect(writeShare({ value: 1 - 1e-9, log10: 0, complement: 1e-9, log10Complement: -9 }, 6)).toBe("1 - 1e-9");
});

test("certainty is 1 and impossibility is 0", () => {
  expect(writeShare({ value: 1, log10: 0, complement: 0, log10Complement: NEVER }, 15)).toBe("1");
  expect(writeShare({ value: 0, log10: NEVER, complement: 1, log10Complement: 0 }, 15)).toBe("0");
  expect([writePower(NEVER), writePower(-2000), writePower(3006.04)]).toEqual(["0", "1e-2000", "1e+3006"]);
});

test("odds are whole, short, or a power of ten", () => {
  expect([writeOneIn(0.01, -2), writeOneIn(1 / 123456, -5.09), writeOneIn(4e-9, -8.4), writeOneIn(0, -400.2)]).toEqual([
    "100",
    "123000",
    "2.5 x 10^8",
    "10^400",
  ]);
  expect([writeAbout(0.7), writeAbout(999.4)]).toEqual(["1", "999"]);
});

test("a count loses no digit", () => {
  expect([writeCount(178), writeCount(1e12), writeCount(2.5e9), writeCount(123456789)]).toEqual([
    "178",
    "10^12",
    "2.5 x 10^9",
    "123456789",
  ]);
  expect([countOf(1, "mask"), countOf(2, "mask")]).toEqual(["1 mask", "2 masks"]);
});
