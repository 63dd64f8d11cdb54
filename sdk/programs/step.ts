import type { Operation } from "../engine/programs.ts";
import type { ModelLayer } from "../networks/model/layer-types.ts";
import type { Shape } from "../networks/model/shapes/rule.ts";
import type { Assembler } from "./assembler.ts";
import type { Tensor } from "./tensor.ts";

/** What a layer does to the words it reads, and what its outputs' words say of its inputs'. */
export interface Step {
  /** Words of the output: the trials in which each element is reached from the inputs. */
  readonly reached: Tensor;
  /**
   * Adds the operations of the way back: from the trials in which each element of the output reaches the outputs of
   * the network to the same of each input.
   */
  readonly back: (reaching: Tensor) => readonly Tensor[];
  /**
   * Layers whose bonds are drawn: the operation between what the layer reads and the words of its outputs, of both
   * sides each element by itself.
   */
  readonly across?: (reaching: Tensor) => Operation;
}

/** Where a layer stands when its operations are added. */
export interface Position {
  readonly assembler: Assembler;
  /** Shape of the layer's output. */
  readonly shape: Shape;
  /** Number of the layer in the addresses of its site and bond streams. */
  readonly sites: number;
  readonly bonds: number;
  /**
   * Where nothing else reads what the layer reads, so that it may be changed in place: how many operations there were
   * before those that make it.
   */
  readonly ownFrom: number | undefined;
  /** Whether the program goes back too, and so what is drawn has to stay. */
  readonly isInspected: boolean;
}

/** Adds the operations of one layer. */
export type StepRule<Layer extends ModelLayer> = (layer: Layer, inputs: readonly Tensor[], position: Position) => Step;

/** The one tensor that a checked layer reads. */
export function onlyOf(inputs: readonly Tensor[]): Tensor {
  const [input] = inputs;
  if (input === undefined) throw new RangeError("a checked layer reads a layer");
  return input;
}
