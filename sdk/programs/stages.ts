import type { Stage } from "../engine/blocks.ts";
import type { Rate } from "../engine/layers.ts";
import type { ResolvedModel } from "../networks/model/model.ts";
import { CERTAIN, keepingBoth } from "../networks/removal.ts";
import { foldPadding } from "./padding.ts";
import type { Tensor } from "./tensor.ts";
import { type Unit, unitOf } from "./units.ts";

// Where the units of every layer are exchangeable, how many of them are reached says all there is to know.

/** A model as stages of an exact recursion. */
export interface Exchangeable {
  readonly stages: readonly Stage[];
  /** Units of the input. */
  readonly width: number;
}

/** The stages of a model, or undefined when its units are not exchangeable. */
export function stagesOf(given: ResolvedModel, reached: readonly Tensor[]): Exchangeable | undefined {
  const model = foldPadding(given);
  const [output] = model.outputs;
  if (output === undefined || model.outputs.length > 1) return undefined;
  const units = new Map<number, Unit>();
  const widths = new Map<number, number>();
  for (const index of ancestorsOf(output, model.sources)) {
    const unit = unitOf(model, index, reached, units);
    if (!unit) return undefined;
    units.set(index, unit);
    widths.set(index, "width" in unit ? unit.width : (widths.get([unit.from].flat()[0] ?? 0) ?? 1));
  }
  const sources = [...units].filter(([, unit]) => unit.kind === "source");
  const [source] = sources;
  if (!source || sources.length > 1) return undefined;
  return new Parser(units, widths).parse(output, source[0]);
}

/** The layers that lead to an output, in their order. */
function ancestorsOf(output: number, sources: ResolvedModel["sources"]): number[] {
  const leads = new Set([output]);
  for (let index = output; index >= 0; index--) {
    if (leads.has(index)) for (const source of sources[index] ?? []) leads.add(source);
  }
  return [...leads].sort((a, b) => a - b);
}

/** Residual blocks within each other that are taken apart. */
const DEEPEST = 32;

/** Takes a network apart into stages one after another, and branches beside them. */
class Parser {
  readonly #units: ReadonlyMap<number, Unit>;
  readonly #widths: ReadonlyMap<number, number>;
  /** Immediate dominators: the last layer that every path to a layer passes before it. */
  readonly #dominators = new Map<number, number>();
  readonly #depths = new Map<number, number>();
  readonly #seen = new Set<number>();

  constructor(units: ReadonlyMap<number, Unit>, widths: ReadonlyMap<number, number>) {
    this.#units = units;
    this.#widths = widths;
    for (const [index, unit] of units) {
      if (unit.kind === "source") this.#depths.set(index, 0);
      else {
        const dominator = [unit.from].flat().reduce((one, other) => this.#meet(one, other));
        this.#dominators.set(index, dominator);
        this.#depths.set(index, (this.#depths.get(dominator) ?? 0) + 1);
      }
    }
  }

  parse(output: number, source: number): Exchangeable | undefined {
    const stages = this.#chain(output, source, 0);
    const width = this.#widths.get(source) ?? 1;
    return stages && { stages, width };
  }

  /** The last layer that dominates both. */
  #meet(one: number, other: number): number {
    let [a, b] = [one, other];
    while (a !== b) {
      if ((this.#depths.get(a) ?? 0) >= (this.#depths.get(b) ?? 0)) a = this.#dominators.get(a) ?? a;
      else b = this.#dominators.get(b) ?? b;
    }
    return a;
  }

  /** The stages behind `start` up to `end`, undefined where a layer has a part in two branches. */
  #chain(end: number, start: number, depth: number): Stage[] | undefined {
    if (depth > DEEPEST) return undefined;
    const stages: Stage[] = [];
    for (let index = end; index !== start; index = this.#dominators.get(index) ?? start) {
      const unit = this.#units.get(index) as Unit;
      if (unit.kind !== "same" && this.#seen.has(index)) return undefined;
      this.#seen.add(index);
      const stage = this.#stage(index, unit, depth);
      if (stage === undefined) return undefined;
      if (stage !== "nothing") stages.push(stage);
    }
    return joinRemovals(stages.reverse());
  }

  #stage(index: number, unit: Unit, depth: number): Stage | "nothing" | undefined {
    const width = this.#widths.get(index) ?? 1;
    switch (unit.kind) {
      case "mix":
        return { kind: "layer", layer: { width, sites: CERTAIN, bonds: unit.bonds, repeat: 1 } };
      case "drop":
        return { kind: "thin", width, rate: unit.rate };
      case "gate":
        return { kind: "gate", width, rate: unit.rate };
      case "join":
        return this.#block(index, unit.from, depth + 1);
      default:
        return "nothing";
    }
  }

  #block(index: number, from: readonly [number, number], depth: number): Stage | undefined {
    const start = this.#dominators.get(index) ?? 0;
    const [one, other] = from.map((end) => this.#chain(end, start, depth));
    if (!one || !other) return undefined;
    const [short, long] = one.length <= other.length ? [one, other] : [other, one];
    const [only] = short;
    const skip = short.length === 0 ? "trunk" : only?.kind === "layer" && short.length === 1 ? only.layer : undefined;
    const branch = [...long];
    let rate: Rate = CERTAIN;
    for (let last = branch.pop(); last; last = branch.pop()) {
      if (last.kind === "gate") rate = keepingBoth(rate, last.rate);
      else if (last.kind === "layer" && skip) return { kind: "block", branch, last: last.layer, rate, skip };
      else return undefined;
    }
    return undefined;
  }
}

/** Removal right behind a layer is part of it. */
function joinRemovals(stages: readonly Stage[]): Stage[] {
  const joined: Stage[] = [];
  for (const stage of stages) {
    const last = joined[joined.length - 1];
    if (stage.kind === "thin" && last?.kind === "layer") {
      joined[joined.length - 1] = {
        kind: "layer",
        layer: { ...last.layer, sites: keepingBoth(last.layer.sites, stage.rate) },
      };
    } else if (stage.kind === "thin" && last?.kind === "thin") {
      joined[joined.length - 1] = { ...stage, rate: keepingBoth(last.rate, stage.rate) };
    } else joined.push(stage);
  }
  return joined;
}
