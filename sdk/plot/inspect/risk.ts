import { scaleLinear } from "d3-scale";
import type { LayerReport } from "../../queries/inspect/answer.ts";

/** From yellow to brown: rising darkness tells them apart whatever colours are seen. */
const COLOURS = ["#fff3c4", "#fec44f", "#ec7014", "#7f2704"] as const;

/** Logarithms of the cut probabilities that the colours stand for; what is rarer has the first colour. */
export const POWERS = [-9, -6, -3, 0] as const;

const scale = scaleLinear<string>()
  .domain([...POWERS])
  .range([...COLOURS])
  .clamp(true);

/** The colour of a cut probability of 10 to this power. */
export function colourOf(power: number): string {
  return scale(Math.max(POWERS[0], power));
}

/** Black or white, whichever has more contrast on a colour: at least 4.5 to 1. */
export function inkOn(colour: string): string {
  const channels = (/\d+, \d+, \d+/.exec(colour)?.[0] ?? "").split(", ").map((value) => linear(Number(value) / 255));
  const [red = 0, green = 0, blue = 0] = channels;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? "#000000" : "#ffffff";
}

/** A channel of sRGB as light. */
function linear(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

/** The greatest probability that one of these layers alone is the cut; undefined where none removes anything. */
export function riskOf(layers: readonly LayerReport[]): number | undefined {
  const risks = layers.flatMap(({ removal }) => (removal ? [removal.cutProbability] : []));
  return risks.length === 0 ? undefined : Math.max(...risks);
}
