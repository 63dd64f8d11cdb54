import type { Block } from "../engine/programs.ts";
import { product, type Shape } from "../networks/model/shapes/rule.ts";

/**
 * Words for the elements of a layer. Along an axis where all elements are equal `sizes` is 1 and `shape` may be
 * more: nothing is stored twice.
 */
export interface Tensor {
  readonly shape: Shape;
  readonly sizes: Shape;
  readonly block: Block;
}

/** Words from one position to the next along each axis; 0 where all elements are equal. */
export function stridesOf({ sizes }: Pick<Tensor, "sizes">): number[] {
  const strides = sizes.map(() => 0);
  let stride = 1;
  for (let axis = sizes.length - 1; axis >= 0; axis--) {
    const size = sizes[axis] ?? 1;
    if (size > 1) strides[axis] = stride;
    stride *= size;
  }
  return strides;
}

/** A tensor of no words yet. */
export function tensorOf(shape: Shape, sizes: Shape): Tensor {
  return { shape, sizes, block: { words: product(sizes) } };
}

/** The same words under another shape. */
export function relabel(tensor: Tensor, shape: Shape, sizes: Shape): Tensor {
  return { shape, sizes, block: tensor.block };
}

/** How many elements each word stands for. */
export function multiplicity({ shape, sizes }: Tensor): number {
  return product(shape) / product(sizes);
}
