import { shuffleSamples } from "../engine/training/orders.ts";
import type { Order, Training } from "../engine/training/run.ts";

/** Which samples come when: epochs in random orders, one behind the other, cut into batches. */
export class Sequence {
  readonly #count: number;
  readonly #training: Training;
  #epoch: { readonly number: number; readonly order: Uint32Array } | undefined;

  constructor(count: number, training: Training) {
    this.#count = count;
    this.#training = training;
  }

  /** The samples of steps from `first` on. */
  next(first: number, steps: number): Order {
    const { batch } = this.#training;
    if (batch === this.#count)
      return { samples: Uint32Array.from({ length: batch }, (_, sample) => sample), stride: 0 };
    const samples = new Uint32Array(steps * batch);
    const start = first * batch;
    for (let place = 0; place < samples.length; ) {
      const epoch = Math.floor((start + place) / this.#count);
      const order = this.#orderOf(epoch);
      const from = start + place - epoch * this.#count;
      const part = order.subarray(from, Math.min(this.#count, from + samples.length - place));
      samples.set(part, place);
      place += part.length;
    }
    return { samples, stride: batch };
  }

  #orderOf(number: number): Uint32Array {
    if (this.#epoch?.number !== number) {
      this.#epoch = { number, order: shuffleSamples(this.#count, this.#training.seed, number) };
    }
    return this.#epoch.order;
  }
}
