import type { Query } from "percolation";
import { prepare } from "../../sdk/queries/ask.ts";
import type { Sample } from "../../sdk/sampling/sampler.ts";

/** What a question wants to have sampled, in the order in which it wants it. */
export function samplesOf(query: Query): Sample[] {
  const samples: Sample[] = [];
  const steps = prepare(query).steps();
  for (let step = steps.next(); !step.done; ) {
    const { value } = step;
    if (value.kind === "pause") step = steps.next();
    else {
      samples.push(value);
      step = steps.next(value.open().run({ first: 0, count: value.count }));
    }
  }
  return samples;
}
