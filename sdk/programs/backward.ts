import type { ResolvedModel } from "../networks/model/model.ts";
import type { Assembler } from "./assembler.ts";
import type { Step } from "./step.ts";
import type { Tensor } from "./tensor.ts";

/** The operations that go back from the outputs: for each layer the words of its elements that reach some output. */
export function followBackward(model: ResolvedModel, steps: readonly Step[], assembler: Assembler): Tensor[] {
  const { sources, shapes, outputs } = model;
  const arrivals = shapes.map((): Tensor[] => []);
  for (const output of outputs) arrivals[output]?.push(assembler.ones(shapes[output] ?? []));
  const reaching: Tensor[] = [];
  for (let index = steps.length - 1; index >= 0; index--) {
    const shape = shapes[index] ?? [];
    const parts = arrivals[index] ?? [];
    const tensor = parts.length > 0 ? assembler.unite(parts, shape) : assembler.zeros(shape);
    reaching[index] = tensor;
    if (parts.length === 0) continue;
    const back = steps[index]?.back(tensor) ?? [];
    for (const [position, part] of back.entries()) arrivals[sources[index]?.[position] ?? -1]?.push(part);
  }
  return reaching;
}
