import { PercolationError } from "../../errors.ts";
import { MAX_EDGES } from "./options.ts";

/** A list of ends that grows. */
export class Ends {
  private ends = new Uint32Array(1024);
  private count = 0;

  add(from: number, to: number): void {
    if (this.count === this.ends.length) {
      if (this.count >= 2 * MAX_EDGES) {
        throw new PercolationError("too-large", `nodes: expected a graph of at most ${MAX_EDGES} edges, got more`, {
          field: "nodes",
        });
      }
      const longer = new Uint32Array(2 * this.count);
      longer.set(this.ends);
      this.ends = longer;
    }
    this.ends[this.count++] = from;
    this.ends[this.count++] = to;
  }

  toArray(): Uint32Array {
    return this.ends.subarray(0, this.count);
  }
}
