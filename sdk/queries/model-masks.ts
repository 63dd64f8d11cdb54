import { decodeBase64 } from "../engine/base64.ts";
import { flags as flag, type Operation } from "../engine/programs.ts";
import { writeMasks } from "../engine/sampling.ts";
import { isRemoval, nameOf, type ResolvedModel } from "../networks/model/model.ts";
import { product, type Shape } from "../networks/model/shapes/rule.ts";
import { drawingProgramOfModel } from "../programs/models.ts";
import { groupsOf } from "../programs/steps/removals.ts";

/** What survives of one layer of a model: 1 where an element or weight does, 0 where it is removed or missing. */
export interface LayerMask {
  /** The layer that removes, or that has the weights. */
  readonly name: string;
  /** Shape of the layer's output. */
  readonly shape: readonly number[];
  /** Removals and fixed masks: the elements, in the shape of the layer. */
  readonly sites?: Uint8Array;
  /**
   * Layers with weights of which some are removed or missing: [outputs, inputs, ...kernel], as in
   * {@link Connections}; attention: [heads, queries, tokens], 0 also where a causal one does not look.
   */
  readonly bonds?: Uint8Array;
}

/** The masks of one trial, of all layers that have any. */
export function masksOfModel(model: ResolvedModel, trial: number, seed: bigint): LayerMask[] {
  const drawn = new Map<string, [Operation, Uint8Array]>();
  for (const [operation, bytes] of writeMasks(drawingProgramOfModel(model), trial, seed)) {
    drawn.set(`${operation.kind} ${operation.layer}`, [operation, bytes]);
  }
  return model.network.layers.flatMap((layer, index): LayerMask[] => {
    const shape = model.shapes[index] ?? [];
    const about = { name: nameOf(layer), shape: [...shape] };
    const [mixing, bonds] = drawn.get(`mix ${index}`) ?? [];
    if (mixing && bonds) return [{ ...about, bonds: spreadBonds(mixing, bonds) }];
    if (layer.type === "mask" && typeof layer.elements === "string") {
      return [{ ...about, sites: unpack(decodeBase64(layer.elements), product(shape)) }];
    }
    if (!isRemoval(layer)) return [];
    const groups = groupsOf(layer, shape);
    const [, words = new Uint8Array(product(groups.sizes)).fill(1)] = drawn.get(`draw ${index}`) ?? [];
    return [
      {
        ...about,
        sites: groups.block ? cover(words, groups.sizes, groups.block, shape) : repeat(words, groups.sizes, shape),
      },
    ];
  });
}

function unpack(bits: Uint8Array, count: number): Uint8Array {
  return Uint8Array.from({ length: count }, (_, index) => ((bits[index >> 3] ?? 0) >> (index & 7)) & 1);
}

/** The mask of each group at all its elements. */
function repeat(words: Uint8Array, sizes: Shape, shape: Shape): Uint8Array {
  const mask = new Uint8Array(product(shape));
  eachPosition(shape, (index, at) => {
    let word = 0;
    sizes.forEach((size, axis) => {
      word = word * size + (size === 1 ? 0 : (at[axis] ?? 0));
    });
    mask[index] = words[word] ?? 0;
  });
  return mask;
}

/** Every removed seed removes the block that begins at it. */
function cover(words: Uint8Array, sizes: Shape, block: Shape, shape: Shape): Uint8Array {
  const mask = new Uint8Array(product(shape)).fill(1);
  eachPosition(sizes, (seed, at) => {
    if (words[seed] !== 0) return;
    const extent = block.map((size, axis) => (axis === 0 && sizes[0] === 1 ? (shape[0] ?? 1) : size));
    eachPosition(extent, (_, inside) => {
      let index = 0;
      shape.forEach((size, axis) => {
        index = index * size + (at[axis] ?? 0) + (inside[axis] ?? 0);
      });
      mask[index] = 0;
    });
  });
  return mask;
}

/** Visits all positions of a box in row-major order. */
function eachPosition(sizes: Shape, visit: (index: number, at: readonly number[]) => void): void {
  const at = sizes.map(() => 0);
  const count = product(sizes);
  for (let index = 0; index < count; index++) {
    visit(index, at);
    for (let axis = sizes.length - 1; axis >= 0; axis--) {
      at[axis] = (at[axis] ?? 0) + 1;
      if ((at[axis] ?? 0) < (sizes[axis] ?? 1)) break;
      at[axis] = 0;
    }
  }
}

/** The bonds that exist among all that could: rows are outputs. */
function spreadBonds(
  { groups = 1, inputs = 0, outputs = 0, kernel = 1, wiring, flags = 0 }: Operation,
  drawn: Uint8Array,
): Uint8Array {
  const places = inputs * kernel;
  const rows = groups * outputs;
  const full = new Uint8Array(rows * places);
  let bond = 0;
  for (let row = 0; row < rows; row++) {
    const start = wiring?.offsets[row] ?? 0;
    const count = wiring
      ? (wiring.offsets[row + 1] ?? 0) - start
      : (flags & flag.causal) !== 0
        ? (row % outputs) + 1 + inputs - outputs
        : places;
    for (let at = 0; at < count; at++) full[row * places + (wiring?.columns[start + at] ?? at)] = drawn[bond++] ?? 0;
  }
  return full;
}
