import { MAX_EDGES } from "../graph.ts";
import { requireEdges } from "./options.ts";

/** A list of ends that grows. */
export class Ends {
  private ends = new Uint32Array(1024);
  private count = 0;

  add(from: number, to: number): void {
    if (this.count === this.ends.length) {
      requireEdges(this.count / 2 + 1, MAX_EDGES, "nodes");
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
