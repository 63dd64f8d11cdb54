import { countOf, writeCount } from "../../plot/count-words.ts";
import { describeRates } from "../../plot/network-words.ts";
import { EXACT_DIGITS, SUM_DIGITS, significant, writePower } from "../../plot/numbers.ts";
import type { DepthAnswer } from "../../queries/depth.ts";
import type { Report } from "./layout.ts";

export function reportDepth(answer: DepthAnswer): Report {
  const { depth, level, probability, query } = answer;
  const { width, inputs = width, outputs = width } = query;
  const shape = `${countOf(inputs, "input")}, hidden layers of ${width}, ${countOf(outputs, "output")}`;
  return {
    rows: [
      ["network", `${shape}, ${describeRates(query) || "nothing removed"}`],
      ["method", "exact"],
      ["critical depth", writeDepth(answer)],
      ["level", String(level)],
      ...(Number.isFinite(depth)
        ? [["path survives", `${significant(probability, EXACT_DIGITS)} at that depth`] as const]
        : []),
    ],
    sentences: [sentence(answer)],
  };
}

/** Beyond 2^53 not every whole number is a double, and more digits would say more than is known. */
function writeDepth({ depth, log10Depth }: DepthAnswer): string {
  if (depth <= Number.MAX_SAFE_INTEGER) return writeCount(depth);
  if (Number.isFinite(depth)) return significant(depth, SUM_DIGITS);
  return Number.isFinite(log10Depth) ? writePower(log10Depth) : "none";
}

function sentence(answer: DepthAnswer): string {
  const { depth, level } = answer;
  if (writeDepth(answer) === "none") return `No number of hidden layers brings the path probability below ${level}.`;
  const from = depth === 1 ? "Already with one hidden layer" : `From ${writeDepth(answer)} hidden layers on`;
  if (level === 0.5) return `${from}, a mask is more likely to cut every path than to leave one open.`;
  return `${from}, an open path exists with probability below ${level}.`;
}
