/** The range of a count before it is taken in units of the next power of it. */
const UNIT = 2 ** 500;

/**
 * Numbers of shortest ways to nodes. They grow beyond any double in a grid of a thousand columns, so each is a
 * double times a power of 2^500 of its own.
 */
export class Ways {
  private readonly counts: Float64Array;
  private readonly powers: Int32Array;

  constructor(nodes: number) {
    this.counts = new Float64Array(nodes);
    this.powers = new Int32Array(nodes);
  }

  reset(node: number, count: 0 | 1): void {
    this.counts[node] = count;
    this.powers[node] = 0;
  }

  /** Adds the ways of one node to those of another. */
  add(node: number, other: number): void {
    const more = (this.powers[other] as number) - (this.powers[node] as number);
    const count = this.counts[node] as number;
    const added = this.counts[other] as number;
    const sum = more > 0 ? scale(count, more) + added : count + scale(added, -more);
    const grows = sum > UNIT;
    this.counts[node] = grows ? sum / UNIT : sum;
    this.powers[node] = (this.powers[node] as number) + Math.max(more, 0) + Number(grows);
  }

  /** The ways of one node divided by those of another, which are not 0. */
  ratio(node: number, other: number): number {
    const fewer = (this.powers[other] as number) - (this.powers[node] as number);
    return scale((this.counts[node] as number) / (this.counts[other] as number), fewer);
  }
}

/** A number divided by so many powers of the unit: beyond two of them it is nothing beside a count. */
function scale(count: number, powers: number): number {
  return powers === 0 ? count : powers === 1 ? count / UNIT : powers > 1 ? 0 : count * UNIT ** -powers;
}
