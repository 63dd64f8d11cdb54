import { PercolationError } from "../errors.ts";

/** In the place of a question that a build has left out to save its size. */
export function leftOut(name: string) {
  const refuse = (): never => {
    const message = `ask: expected another question in this build, got ${JSON.stringify(name)}`;
    throw new PercolationError("unknown-query", message, { field: "ask" });
  };
  return { plan: refuse, answer: refuse };
}
