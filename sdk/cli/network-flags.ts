import { PercolationError } from "../errors.ts";
import { readOnnx } from "../importers/index.ts";
import type { LayeredNetwork } from "../networks/layered.ts";
import type { Removal } from "../networks/removal.ts";
import { usageError } from "./arguments.ts";
import { readBytes } from "./files.ts";
import { type FlagName, type FlagValues, fieldOf, rateFlags } from "./flags.ts";

const SHAPES = ["widths", "width", "model"] as const;
const WITH_WIDTH = ["depth", "inputs", "outputs"] as const;

/** The network that the flags describe, unchecked: the query checks it. A model is read here. */
export async function readNetwork(values: FlagValues): Promise<unknown> {
  const shapes = SHAPES.filter((name) => values[name] !== undefined);
  const [shape, ...others] = shapes;
  if (shape === undefined || others.length > 0) {
    const got = shape === undefined ? "none" : shapes.map((name) => `--${name}`).join(" and ");
    throw usageError(`network: expected one of --widths, --width and --model, got ${got}`);
  }
  const stray = WITH_WIDTH.find((name) => values[name] !== undefined);
  if (shape !== "width" && stray)
    throw usageError(`--${stray}: expected only beside --width, got it beside --${shape}`);
  const rates = pickFields(values, rateFlags);
  if (shape === "model") return readModel(String(values.model), rates);
  if (shape === "widths") return { kind: "layered", ...pickFields(values, ["widths"]), ...rates };
  return { kind: "rectangular", ...pickFields(values, ["width", ...WITH_WIDTH]), ...rates };
}

/** The flags given among `names`, as fields of a query. */
export function pickFields(values: FlagValues, names: readonly FlagName[]): Record<string, unknown> {
  const given = names.filter((name) => values[name] !== undefined);
  return Object.fromEntries(given.map((name) => [fieldOf(name), values[name]]));
}

async function readModel(file: string, rates: Removal): Promise<LayeredNetwork> {
  const bytes = await readBytes(file);
  try {
    return readOnnx(bytes, rates);
  } catch (error) {
    if (!(error instanceof PercolationError)) throw error;
    const ofRates = rateFlags.some((name) => error.field.startsWith(`network.${fieldOf(name)}`));
    if (ofRates) throw error;
    throw new PercolationError(error.code, `${file}: ${error.message}`, { cause: error });
  }
}
