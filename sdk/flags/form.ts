import type { Flag, FlagName, networkFlags } from "./flags.ts";

/** Kinds of networks: of layers, of which models are named beside them where they too are answered; and others. */
export type NetworkKind = keyof typeof networkFlags;

/** What may be said in flags. */
export interface CommandForm {
  readonly meaning: string;
  /** Which kinds of networks it may be given; none when it takes no network. */
  readonly takes: readonly NetworkKind[];
  /** Whether a model file may stand without `--model`. */
  readonly takesFile?: true;
  /** The flags it takes besides those of the network, in the order of the help. */
  readonly flags: readonly FlagName[];
  /** What differs here from what flags are elsewhere. */
  readonly own?: { readonly [Flags in FlagName]?: Partial<Flag> };
  /** What its usage line says after the network. */
  readonly usage: string;
  /** What to try first; FILE stands for the user's own. */
  readonly examples: readonly string[];
}

/** Flags that name sets of sites, where paths are looked for between them. */
export const terminals = {
  from: {
    kind: "sites",
    value: "SITES",
    meaning: "where paths begin: numbers or labels with commas between, or a plane such as axis0=0",
    fallback: "",
  },
  to: { kind: "sites", value: "SITES", meaning: "where paths end; axis0=-1 is the last plane", fallback: "" },
} as const satisfies CommandForm["own"];

/** The same where they are an extra. */
export const watched = {
  from: { ...terminals.from, meaning: "with --to: watch when a cluster connects them; sites, labels or axis0=0" },
  to: { ...terminals.to, meaning: "the other set of sites; axis0=-1 is the last plane" },
} as const satisfies CommandForm["own"];

/** Rates of networks without layers. */
export const mediumRates = {
  "drop-sites": { kind: "number", value: "R", meaning: "probability that a site is removed" },
  "keep-sites": { kind: "number", value: "R" },
  "drop-bonds": { kind: "number", value: "R", meaning: "probability that a bond is removed" },
  "keep-bonds": { kind: "number", value: "R" },
} as const satisfies CommandForm["own"];
