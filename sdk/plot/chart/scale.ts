import { scaleLinear } from "d3-scale";
import { badInput } from "../../errors.ts";

/** An axis of a chart. */
export interface ChartAxis {
  readonly title: string;
  /** Whether equal ratios are equally far apart; false unless given. */
  readonly logarithmic?: boolean;
  /** What it spans; what the points do unless given. */
  readonly domain?: readonly [low: number, high: number];
}

/** An axis laid along pixels. */
export interface LaidAxis {
  /** The pixel of a value; undefined where a logarithm has none. */
  readonly at: (value: number) => number | undefined;
  readonly ticks: readonly { readonly at: number; readonly text: string }[];
}

/** Decimal logarithms to pixel precision, with the bits of + - * / alone: drawings are the same text everywhere. */
export function log10(value: number): number {
  let [rest, exponent] = [value, 0];
  for (; rest >= 10; rest /= 10) exponent++;
  for (; rest < 1; rest *= 10) exponent--;
  // log(rest) = 2 artanh((rest - 1) / (rest + 1)) after three square roots, which bring rest below 4/3.
  for (let root = 0; root < 3; root++) rest = Math.sqrt(rest);
  const share = (rest - 1) / (rest + 1);
  const square = share * share;
  let [sum, power] = [0, share];
  for (let term = 1; term < 20; term += 2, power *= square) sum += power / term;
  return exponent + (16 * sum) / Math.LN10;
}

/** Lays an axis along pixels, from where its low end is to where its high end is. */
export function layAxis(
  { title, logarithmic = false, domain }: ChartAxis,
  values: readonly number[],
  from: number,
  to: number,
  room: number,
): LaidAxis {
  const usable = logarithmic ? values.filter((value) => value > 0) : values;
  const [low, high] = domain ?? widen(Math.min(...usable), Math.max(...usable), logarithmic);
  if (!(low < high) || (logarithmic && low <= 0)) {
    throw badInput(`axis ${title}`, logarithmic ? "values above 0" : "values", `${low}..${high}`);
  }
  return logarithmic ? layDecades(low, high, from, to, room) : layEvenly(low, high, from, to, room);
}

/** Values that are one but for rounding get room around them. */
function widen(low: number, high: number, logarithmic: boolean): [number, number] {
  if (high - low > 1e-9 * Math.max(Math.abs(low), Math.abs(high))) return [low, high];
  return logarithmic ? [low / 2, high * 2] : [low - 0.5 - Math.abs(low) / 2, high + 0.5 + Math.abs(high) / 2];
}

function layEvenly(low: number, high: number, from: number, to: number, room: number): LaidAxis {
  const scale = scaleLinear([low, high], [from, to]);
  const ticks = scale.ticks(Math.max(2, Math.floor(Math.abs(to - from) / room)));
  const write = scale.tickFormat(ticks.length);
  return { at: scale, ticks: ticks.map((value) => ({ at: scale(value), text: write(value) })) };
}

function layDecades(low: number, high: number, from: number, to: number, room: number): LaidAxis {
  const [start, end] = [log10(low), log10(high)];
  const place = (exponent: number) => from + ((exponent - start) / (end - start)) * (to - from);
  const at = (value: number) => (value > 0 ? place(log10(value)) : undefined);
  const [first, last] = [Math.ceil(start - 1e-9), Math.floor(end + 1e-9)];
  const most = Math.max(2, Math.floor(Math.abs(to - from) / room));
  const step = Math.max(1, Math.ceil((last - first) / most));
  const exponents = Array.from({ length: Math.floor((last - first) / step) + 1 }, (_, index) => first + step * index);
  if (exponents.length >= 2) return { at, ticks: exponents.map((each) => ({ at: place(each), text: power(each) })) };
  // Less than two decades: 1, 2 and 5 of each.
  const values = Array.from({ length: 4 }, (_, index) => Math.floor(start) + index).flatMap((exponent) =>
    [1, 2, 5].map((digit) => digit * 10 ** exponent),
  );
  const inside = values.filter((value) => value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9));
  if (inside.length < 2) {
    const even = scaleLinear([low, high], [0, 1]);
    const write = even.tickFormat(most);
    return { at, ticks: even.ticks(most).map((value) => ({ at: place(log10(value)), text: write(value) })) };
  }
  return {
    at,
    ticks: inside.map((value) => ({ at: place(log10(value)), text: String(Number(value.toPrecision(1))) })),
  };
}

function power(exponent: number): string {
  return exponent >= -3 && exponent <= 4 ? String(Number(`1e${exponent}`)) : `1e${exponent}`;
}
