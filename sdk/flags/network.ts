import type { Medium } from "../networks/medium.ts";
import { channelFlags, type FlagName, type FlagValues, fieldOf, rateFlags } from "./flags.ts";
import type { CommandForm, NetworkKind } from "./form.ts";
import { usageError } from "./values.ts";

const ofInputs = ["drop-inputs", "keep-inputs"] as const;

/** Flags that say what network it is, with those that only make sense beside them. */
const companions = {
  widths: ofInputs,
  width: ["depth", "inputs", "outputs", ...ofInputs],
  model: ["input-shape", "input-shapes", "tokens", ...ofInputs, ...channelFlags],
  lattice: ["size", "periodic"],
  graph: ["format", "directed", "weight"],
} as const satisfies Partial<Record<FlagName, readonly FlagName[]>>;

/** A flag that says what kind of network it is. */
export type Shape = keyof typeof companions;

const shapesOfKind: Readonly<Record<NetworkKind, readonly Shape[]>> = {
  layers: ["widths", "width", "model"],
  models: [],
  media: ["lattice", "graph"],
};

/** The flags by which a network may be given to a command. */
export function shapesOf({ takes }: CommandForm): readonly Shape[] {
  return takes.flatMap((kind) => shapesOfKind[kind]);
}

/** A network of which only the kind is sure. */
export type GivenNetwork = { readonly kind: string } & Partial<Pick<Extract<Medium, { kind: "graph" }>, "labels">>;

/** A network that stands in a file, and what the flags say besides. */
export interface NetworkFile {
  readonly from: "model" | "graph";
  readonly file: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly rates: Readonly<Record<string, unknown>>;
}

/** What a flag is called where it is typed. */
export type Write = (name: FlagName) => string;

/** The network that the flags describe, unchecked: the query checks it; or the file that holds it. */
export function describeNetwork(known: readonly Shape[], values: FlagValues, write: Write): GivenNetwork | NetworkFile {
  const shape = shapeOf(known, values, write);
  refuseStrays(shape, known, values, write);
  const rates = pickFields(values, [...rateFlags, ...channelFlags]);
  const own = pickFields(values, companions[shape]);
  switch (shape) {
    case "widths":
      return { kind: "layered", ...pickFields(values, ["widths"]), ...rates };
    case "width":
      return { kind: "rectangular", ...pickFields(values, ["width"]), ...own, ...rates };
    case "lattice":
      return { kind: "lattice", ...pickFields(values, ["lattice"]), ...own, ...rates };
    case "model": {
      const options = pickFields(values, ["input-shape", "input-shapes", "tokens"]);
      return { from: shape, file: String(values.model), options, rates };
    }
    case "graph":
      return { from: shape, file: String(values.graph), options: own, rates };
  }
}

function shapeOf(known: readonly Shape[], values: FlagValues, write: Write): Shape {
  const given = known.filter((name) => values[name] !== undefined);
  const [shape, ...others] = given;
  if (shape !== undefined && others.length === 0) return shape;
  const expected = `${known.slice(0, -1).map(write).join(", ")} and ${known.slice(-1).map(write)}`;
  throw usageError(`network: expected one of ${expected}, got ${given.map(write).join(" and ") || "none"}`);
}

/** A flag that says nothing of this network is a mistake, not something to be passed over. */
function refuseStrays(shape: Shape, known: readonly Shape[], values: FlagValues, write: Write): void {
  const mine: readonly FlagName[] = companions[shape];
  const all: readonly FlagName[] = known.flatMap((name) => companions[name]);
  const stray = all.find((name) => values[name] !== undefined && !mine.includes(name));
  if (stray === undefined) return;
  const homes = known.filter((name) => (companions[name] as readonly FlagName[]).includes(stray));
  throw usageError(
    `${write(stray)}: expected only beside ${homes.map(write).join(" or ")}, got it beside ${write(shape)}`,
  );
}

/** The flags given among `names`, as fields of a query. */
export function pickFields(values: FlagValues, names: readonly FlagName[]): Record<string, unknown> {
  const given = names.filter((name) => values[name] !== undefined);
  return Object.fromEntries(given.map((name) => [fieldOf(name), values[name]]));
}
