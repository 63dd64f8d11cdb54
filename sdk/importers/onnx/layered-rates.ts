import type { LayeredOptions } from "../../networks/layered.ts";
import type { ModelNetwork } from "../../networks/model/model.ts";

/** The rates that the Dropout nodes of a chain of dense layers give; two on one layer keep what both keep. */
export function chainRates({ layers }: ModelNetwork): LayeredOptions {
  const drops: (number | undefined)[] = [undefined];
  for (const layer of layers) {
    if (layer.type === "dense") drops.push(undefined);
    if (layer.type !== "dropout") continue;
    const [before, drop = 0] = [drops.pop(), layer.drop];
    drops.push(before === undefined ? drop : 1 - (1 - before) * (1 - drop));
  }
  const [inputs, ...hidden] = drops.slice(0, -1);
  return {
    ...(inputs === undefined ? {} : { dropInputs: inputs }),
    ...(hidden.every((drop) => drop === undefined) ? {} : { dropSites: hidden.map((drop) => drop ?? 0) }),
  };
}
