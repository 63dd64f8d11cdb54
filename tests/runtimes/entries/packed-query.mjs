/** One query through the packed package, resolved by its export conditions as a user's import would be. */
import { layered, pathProbability } from "percolation";

export async function packedQuery() {
  const { method } = await pathProbability(layered([784, 300, 100, 10], { dropBonds: 0.998 }));
  return { method };
}
