import { PercolationError } from "percolation";
import {
  constantNetwork,
  constantPenalty,
  differenceNetwork,
  differencePenalty,
  dropoutCriterion,
  firstOneCriterion,
  firstOneNetwork,
  rescaleInputs,
  weightDecayMinimum,
} from "percolation/training";
import { expect, test } from "vitest";

const shape = { inputs: 2, width: 4, layers: 2 };
const network = differenceNetwork();
/** A value where TypeScript would not have it. */
const any = (value: unknown) => value as never;

const holed = Array<number>(2);
holed[1] = 0.5;

test.each<[string, () => unknown]>([
  ["shape: expected an object, got undefined", () => constantNetwork(any(undefined), 1)],
  ["shape.inputs: expected an integer in 1..1048576, got undefined", () => constantNetwork(any({}), 1)],
  ["shape.depth: expected no such field, got 3", () => constantNetwork(any({ ...shape, depth: 3 }), 1)],
  ["target: expected a finite number from 0 on, got undefined", () => constantNetwork(shape, any(undefined))],
  ["target: expected a finite number from 0 on, got Symbol(one)", () => constantNetwork(shape, any(Symbol("one")))],
  ["decay: expected a finite number above 0, got Symbol(one)", () => weightDecayMinimum([1], any(Symbol("one")))],
  ["rate: expected an object, got undefined", () => constantPenalty(shape, 1, any(undefined))],
  ['rate: expected either drop or keep, got "neither"', () => constantPenalty(shape, 1, {})],
  ["rate.kept: expected no such field, got 0.5", () => constantPenalty(shape, 1, any({ drop: 0.5, kept: 0.5 }))],
  ["rate.keep: expected none, since drop is given, got 0.5", () => differencePenalty(1, { drop: 0.5, keep: 0.5 })],
  ["rate: expected an object, got 0.5", () => differencePenalty(1, any(0.5))],
  ["options: expected an object, got undefined", () => firstOneNetwork(any(undefined))],
  ["options: expected an object, got undefined", () => firstOneCriterion(any(undefined))],
  [
    "options.outputbias: expected no such field, got 3",
    () => firstOneCriterion(any({ ...shape, drop: 0.5, outputbias: 3 })),
  ],
  [
    "options.inputs: expected an integer in 1..4096, got 4097",
    () => firstOneNetwork({ inputs: 4097, width: 4097, layers: 2, drop: 0.5 }),
  ],
  [
    "options.drop[0]: expected a number from 0 on and below 1",
    () => dropoutCriterion(network, [{ input: [1, 1], target: 1 }], { drop: holed }),
  ],
  ["data[0]: expected an object, got undefined", () => dropoutCriterion(network, Array(2), { drop: 0.5 })],
  [
    "data[0].wieght: expected no such field, got 2",
    () => dropoutCriterion(network, any([{ input: [1, 1], target: 1, wieght: 2 }]), { drop: 0.5 }),
  ],
  [
    "data[0].input: expected 2 numbers, got undefined",
    () => dropoutCriterion(network, any([{ target: 1 }]), { drop: 0.5 }),
  ],
  [
    "data[0].target: expected a finite number, got undefined",
    () => dropoutCriterion(network, any([{ input: [1, 1] }]), { drop: 0.5 }),
  ],
  ["factors[0]: expected a finite number other than 0, got undefined", () => rescaleInputs(network, holed)],
  ['input[1]: expected a finite number, got "2"', () => weightDecayMinimum(any([1, "2"]), 0.1)],
])("%s", (message, call) => {
  expect(call).toThrow(message);
  expect(call).toThrow(
    expect.objectContaining({ code: "invalid-input", field: message.slice(0, message.indexOf(":")) }),
  );
  expect(call).toThrow(PercolationError);
});
