import { isLayered } from "../../plot/network-words.ts";
import type { MaskAnswer } from "../../queries/masks.ts";
import type { ReportContext } from "./context.ts";
import { layerName } from "./layer-name.ts";
import { type Report, table } from "./layout.ts";
import { networkRows } from "./network.ts";

/** Bits of a mask that are shown. */
const BITS_SHOWN = 32;
const COLUMNS = ["kept", "first bits"];

export function reportMasks(answer: MaskAnswer, { file }: ReportContext): Report {
  const { inputs, sites, bonds, seed, trial, query } = answer;
  const depth = sites.length + 2;
  const layered = isLayered(query.network);
  const neurons = [
    describe("inputs", inputs),
    ...sites.map((mask, index) => describe(layerName(index + 1, depth), mask)),
  ];
  const weights = bonds.map((mask, index) => describe(`into ${layerName(index + 1, depth)}`, mask));
  const all = [...sites.map((mask) => describe("sites", mask)), ...bonds.map((mask) => describe("bonds", mask))];
  return {
    rows: [...networkRows(query.network, file), ["seed", seed], ["trial", String(trial)]],
    figure: layered
      ? `${table(["neurons", ...COLUMNS], neurons)}\n${table(["weights", ...COLUMNS], weights)}`
      : table(["", ...COLUMNS], all),
    sentences: [
      "1 is kept, 0 is removed or missing; --json prints all bits. Sampling with this seed uses these masks in this trial.",
    ],
  };
}

function describe(name: string, mask: Uint8Array): string[] {
  const kept = mask.reduce((sum, bit) => sum + bit, 0);
  const bits = mask.subarray(0, BITS_SHOWN).join("");
  return [name, `${kept} of ${mask.length}`, mask.length > BITS_SHOWN ? `${bits}...` : bits];
}
