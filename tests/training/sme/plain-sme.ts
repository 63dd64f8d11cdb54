// Dropout in networks of one hidden layer as formulas say it, without the engine.

export interface Plain {
  readonly inputs: readonly (readonly number[])[];
  readonly targets: readonly number[];
  readonly width: number;
  readonly keep: number;
  readonly activation: "linear" | "relu" | "tanh" | "sigmoid";
  readonly trained: "all" | "outputs";
}

export type Row = readonly number[];

const functions = {
  linear: { value: (z: number) => z, slope: () => 1 },
  relu: { value: (z: number) => Math.max(0, z), slope: (z: number) => (z > 0 ? 1 : 0) },
  tanh: { value: Math.tanh, slope: (z: number) => 1 / Math.cosh(z) ** 2 },
  sigmoid: { value: (z: number) => 1 / (1 + Math.exp(-z)), slope: (z: number) => 1 / (2 + 2 * Math.cosh(z)) },
};

export const sum = (values: Row) => values.reduce((total, value) => total + value, 0);
export const dot = (a: Row, b: Row) => sum(a.map((value, place) => value * (b[place] ?? 0)));
export const add = (a: Row, b: Row) => a.map((value, place) => value + (b[place] ?? 0));
export const times = (factor: number, a: Row) => a.map((value) => factor * value);

/** a and w of each unit. */
const unitsOf = ({ width, inputs }: Plain, parameters: Row) => {
  const block = 1 + (inputs[0] as Row).length;
  return Array.from({ length: width }, (_, unit) => parameters.slice(unit * block, (unit + 1) * block));
};

/** g_ir and grad g_ir, sample by sample, unit by unit. */
function shares(plain: Plain, parameters: Row) {
  const { value, slope } = functions[plain.activation];
  return plain.inputs.map((x) =>
    unitsOf(plain, parameters).map(([a = 0, ...w]) => {
      const z = dot(w, x);
      const gradient = [value(z), ...(plain.trained === "all" ? times(a * slope(z), x) : [])];
      return { share: a * value(z), gradient };
    }),
  );
}

/** The loss with a mask, already divided by keep, and its gradient. */
export function masked(plain: Plain, parameters: Row, mask: Row): { loss: number; gradient: Row } {
  const { targets } = plain;
  const all = shares(plain, parameters);
  const errors = all.map((units, i) => sum(units.map(({ share }, r) => share * (mask[r] ?? 0))) - (targets[i] ?? 0));
  const blocks = mask.map((xi, r) =>
    all.map((units, i) => times(((errors[i] ?? 0) * xi) / targets.length, units[r]?.gradient ?? [])).reduce(add),
  );
  return { loss: dot(errors, errors) / (2 * targets.length), gradient: blocks.flat() };
}

/** Mean loss, mean gradient and covariance over all masks, one by one. */
export function enumerate(plain: Plain, parameters: Row): { loss: number; mean: Row; covariance: Row[] } {
  const { width, keep } = plain;
  const all = Array.from({ length: 2 ** width }, (_, bits) => {
    const kept = Array.from({ length: width }, (_, unit) => (bits >> unit) & 1);
    const weight = kept.reduce((product, bit) => product * (bit ? keep : 1 - keep), 1);
    return { weight, ...masked(plain, parameters, times(1 / keep, kept)) };
  });
  const mean = all.map(({ weight, gradient }) => times(weight, gradient)).reduce(add);
  const covariance = mean.map(() => mean.map(() => 0));
  for (const { weight, gradient } of all) {
    const apart = add(gradient, times(-1, mean));
    apart.forEach((a, row) => {
      const into = covariance[row] as number[];
      apart.forEach((b, column) => {
        into[column] = (into[column] ?? 0) + weight * a * b;
      });
    });
  }
  return { loss: sum(all.map(({ weight, loss }) => weight * loss)), mean, covariance };
}

/** The same, the covariance from the closed blocks, written out as they are in the derivation. */
export function closed(plain: Plain, parameters: Row) {
  const { targets, width, keep } = plain;
  const count = targets.length;
  const spread = (1 - keep) / keep;
  const all = shares(plain, parameters);
  const errors = all.map((units, i) => sum(units.map(({ share }) => share)) - (targets[i] ?? 0));
  const loss = dot(errors, errors) / (2 * count);
  const regulariser = (spread / (2 * count)) * sum(all.flatMap((units) => units.map(({ share }) => share ** 2)));
  const range = [...Array(width).keys()];
  const gradientOf = range.map((r) =>
    all
      .map((units, i) => times(((errors[i] ?? 0) + spread * (units[r]?.share ?? 0)) / count, units[r]?.gradient ?? []))
      .reduce(add),
  );
  const b = range.map((s) =>
    range.map((r) => all.map((units) => times((units[s]?.share ?? 0) / count, units[r]?.gradient ?? [])).reduce(add)),
  );
  const bOf = (s: number, r: number) => b[s]?.[r] as Row;
  const outer = (u: Row, v: Row) => u.map((value) => times(value, v));
  const plus = (m: Row[], n: Row[]) => m.map((row, place) => add(row, n[place] as Row));
  const scaled = (factor: number, m: Row[]) => m.map((row) => times(factor, row));
  const block = (k: number, r: number): Row[] => {
    const [gk, gr] = [gradientOf[k] as Row, gradientOf[r] as Row];
    const others = range.filter((s) => s !== k && s !== r);
    if (k === r) {
      const factor = 1 / keep ** 2 - 1 / keep;
      const start = scaled(spread, outer(gr, gr));
      return others.map((s) => scaled(factor, outer(bOf(s, r), bOf(s, r)))).reduce(plus, start);
    }
    const pair = [
      scaled(spread, outer(bOf(r, k), gr)),
      scaled(spread, outer(gk, bOf(k, r))),
      scaled(spread ** 2, outer(bOf(r, k), bOf(k, r))),
    ].reduce(plus);
    return others.map((s) => scaled(spread, outer(bOf(s, k), bOf(s, r)))).reduce(plus, pair);
  };
  const covariance = range.flatMap((k) => {
    const blocks = range.map((r) => block(k, r));
    return (blocks[0] as Row[]).map((_, row) => blocks.flatMap((each) => each[row] as Row));
  });
  return { loss, regulariser, gradient: gradientOf.flat(), covariance, b, spread };
}

/** What is trained of all parameters, and all parameters with that replaced. */
export function trainedOf(plain: Plain, parameters: Row): Row {
  return plain.trained === "all" ? parameters : unitsOf(plain, parameters).map(([a = 0]) => a);
}

export function replaceTrained(plain: Plain, parameters: Row, trained: Row): Row {
  if (plain.trained === "all") return trained;
  return unitsOf(plain, parameters).flatMap(([, ...w], unit) => [trained[unit] ?? 0, ...w]);
}

/** Derivatives of a function of what is trained, by differences to both sides. */
export function differences(f: (at: Row) => Row, at: Row, apart = 1e-5): Row[] {
  return at.map((value, place) => {
    const step = apart * (1 + Math.abs(value));
    const [up, down] = [step, -step].map((by) => f(at.map((each, index) => (index === place ? value + by : each)))) as [
      Row,
      Row,
    ];
    return up.map((each, index) => (each - (down[index] ?? 0)) / (2 * step));
  });
}
