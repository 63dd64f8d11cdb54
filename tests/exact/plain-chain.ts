/** One layer of a fully connected network, as the chain sees it. */
export interface PlainLayer {
  width: number;
  dropSites: number;
  dropBonds: number;
  repeat: number;
}

/**
 * theta and failure by the chain as one would write it down: full rows of binomial probabilities from a
 * table of log-factorials, in plain doubles. O(layers x width^2); good to about 1e-10 at width 100.
 */
export function plainChain(layers: readonly PlainLayer[]): { open: number; cut: number } {
  const widest = Math.max(...layers.map((layer) => layer.width));
  const logFactorial = [0];
  for (let i = 1; i <= widest; i++) logFactorial.push((logFactorial[i - 1] as number) + Math.log(i));
  const log = (i: number) => logFactorial[i] as number;
  const mean = (n: number, r: number, missed: number, f: number[]) => {
    let sum = 0;
    for (let j = 0; j <= n; j++) {
      if ((r === 0 && j > 0) || (missed === 0 && j < n)) continue;
      const choose = log(n) - log(j) - log(n - j);
      const weight = choose + (j > 0 ? j * Math.log(r) : 0) + (j < n ? (n - j) * Math.log(missed) : 0);
      sum += Math.exp(weight) * (f[j] as number);
    }
    return sum;
  };
  const last = layers[layers.length - 1] as PlainLayer;
  let cut: number[] = Array.from({ length: last.width + 1 }, (_, k) => (k === 0 ? 1 : 0));
  let open: number[] = cut.map((value) => 1 - value);
  for (let l = layers.length - 1; l > 0; l--) {
    const { width, dropSites, dropBonds, repeat } = layers[l] as PlainLayer;
    for (let left = repeat; left > 0; left--) {
      const before = left > 1 ? width : (layers[l - 1] as PlainLayer).width;
      const carry = (f: number[]) =>
        Array.from({ length: before + 1 }, (_, k) => {
          const allMissed = k === 0 ? 1 : dropBonds ** k;
          const someFound = k === 0 ? 0 : dropBonds === 0 ? 1 : -Math.expm1(k * Math.log(dropBonds));
          return mean(width, (1 - dropSites) * someFound, dropSites + (1 - dropSites) * allMissed, f);
        });
      cut = carry(cut);
      open = carry(open);
    }
  }
  const { width, dropSites } = layers[0] as PlainLayer;
  return { open: mean(width, 1 - dropSites, dropSites, open), cut: mean(width, 1 - dropSites, dropSites, cut) };
}
