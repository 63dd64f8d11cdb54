import { isMedium } from "../../networks/any.ts";
import { writeShape } from "../../plot/model-words.ts";
import { significant } from "../../plot/numbers.ts";
import { plainName } from "../../plot/plain-name.ts";
import type { MaskAnswer } from "../../queries/masks.ts";
import type { ReportContext } from "./context.ts";
import { layerName } from "./layer-name.ts";
import { type Report, table } from "./layout.ts";
import { networkRows } from "./network.ts";

/** Bits of a mask that are shown. */
const BITS_SHOWN = 32;
const COLUMNS = ["kept", "first bits"];

export function reportMasks(answer: MaskAnswer, { file }: ReportContext): Report {
  const { seed, trial, query } = answer;
  return {
    rows: [...networkRows(query.network, file), ["seed", seed], ["trial", String(trial)]],
    figure: tables(answer),
    sentences: [
      "1 is kept, 0 is removed or missing; --json prints all bits. Sampling with this seed uses these masks in this trial.",
    ],
  };
}

function tables({ inputs, sites, bonds, layers, query }: MaskAnswer): string {
  if (layers) return modelTable(layers);
  if (isMedium(query.network)) {
    const all = [...sites.map((mask) => describe("sites", mask)), ...bonds.map((mask) => describe("bonds", mask))];
    return table(["", ...COLUMNS], all);
  }
  const depth = sites.length + 2;
  const neurons = [
    describe("inputs", inputs),
    ...sites.map((mask, index) => describe(layerName(index + 1, depth), mask)),
  ];
  const weights = bonds.map((mask, index) => describe(`into ${layerName(index + 1, depth)}`, mask));
  return `${table(["neurons", ...COLUMNS], neurons)}\n${table(["weights", ...COLUMNS], weights)}`;
}

/** One line for each mask of a model; of elements in the shape of their layer, or of weights. */
function modelTable(layers: NonNullable<MaskAnswer["layers"]>): string {
  const rows = layers.flatMap(({ name, shape, sites, bonds }) => [
    ...(sites ? [ofLayer(name, `elements ${writeShape(shape)}`, sites)] : []),
    ...(bonds ? [ofLayer(name, "weights", bonds)] : []),
  ]);
  return rows.length === 0 ? "" : table(["layer", "mask", "share", ...COLUMNS], rows);
}

function ofLayer(name: string, what: string, mask: Uint8Array): string[] {
  const [, kept = "", bits = ""] = describe(name, mask);
  const share = significant(countKept(mask) / Math.max(1, mask.length), 4);
  return [plainName(name), what, share, kept, bits];
}

function countKept(mask: Uint8Array): number {
  let kept = 0;
  for (const bit of mask) kept += bit;
  return kept;
}

function describe(name: string, mask: Uint8Array): string[] {
  const bits = mask.subarray(0, BITS_SHOWN).join("");
  return [name, `${countKept(mask)} of ${mask.length}`, mask.length > BITS_SHOWN ? `${bits}...` : bits];
}
