import type { Medium } from "../networks/medium.ts";
import { usageError } from "./arguments.ts";
import { type FlagName, type FlagValues, fieldOf, rateFlags } from "./flags.ts";
import { readGraphFile, readModel } from "./network-files.ts";

/** Flags that say what network it is, with those that only make sense beside them. */
const companions = {
  widths: ["drop-inputs", "keep-inputs"],
  width: ["depth", "inputs", "outputs", "drop-inputs", "keep-inputs"],
  model: ["drop-inputs", "keep-inputs"],
  lattice: ["size", "periodic"],
  graph: ["format", "directed", "weight"],
} as const satisfies Partial<Record<FlagName, readonly FlagName[]>>;

type Shape = keyof typeof companions;

const shapesOf: Readonly<Record<"layers" | "media", readonly Shape[]>> = {
  layers: ["widths", "width", "model"],
  media: ["lattice", "graph"],
};

/** A network of which only the kind is sure. */
export type GivenNetwork = { readonly kind: string } & Partial<Pick<Extract<Medium, { kind: "graph" }>, "labels">>;

/** The network that the flags describe, unchecked: the query checks it. Files are read here. */
export async function readNetwork(takes: readonly ("layers" | "media")[], values: FlagValues): Promise<GivenNetwork> {
  const known = takes.flatMap((kind) => shapesOf[kind]);
  const shape = shapeOf(known, values);
  refuseStrays(shape, known, values);
  const rates = pickFields(values, rateFlags);
  const own = pickFields(values, companions[shape]);
  switch (shape) {
    case "widths":
      return { kind: "layered", ...pickFields(values, ["widths"]), ...rates };
    case "width":
      return { kind: "rectangular", ...pickFields(values, ["width"]), ...own, ...rates };
    case "model":
      return readModel(String(values.model), rates);
    case "lattice":
      return { kind: "lattice", ...pickFields(values, ["lattice"]), ...own, ...rates };
    case "graph":
      return readGraphFile(String(values.graph), { ...own, ...rates });
  }
}

function shapeOf(known: readonly Shape[], values: FlagValues): Shape {
  const given = known.filter((name) => values[name] !== undefined);
  const [shape, ...others] = given;
  if (shape !== undefined && others.length === 0) return shape;
  const expected = `${known.slice(0, -1).map(dashed).join(", ")} and ${known.slice(-1).map(dashed)}`;
  throw usageError(`network: expected one of ${expected}, got ${given.map(dashed).join(" and ") || "none"}`);
}

/** A flag that says nothing of this network is a mistake, not something to be passed over. */
function refuseStrays(shape: Shape, known: readonly Shape[], values: FlagValues): void {
  const mine: readonly FlagName[] = companions[shape];
  const all: readonly FlagName[] = known.flatMap((name) => companions[name]);
  const stray = all.find((name) => values[name] !== undefined && !mine.includes(name));
  if (stray === undefined) return;
  const homes = known.filter((name) => (companions[name] as readonly FlagName[]).includes(stray));
  throw usageError(
    `--${stray}: expected only beside ${homes.map(dashed).join(" or ")}, got it beside ${dashed(shape)}`,
  );
}

function dashed(name: FlagName): string {
  return `--${name}`;
}

/** The flags given among `names`, as fields of a query. */
export function pickFields(values: FlagValues, names: readonly FlagName[]): Record<string, unknown> {
  const given = names.filter((name) => values[name] !== undefined);
  return Object.fromEntries(given.map((name) => [fieldOf(name), values[name]]));
}
