import { PercolationError } from "percolation";

/** What the error of a package says, its code in front. */
export function messageOf(error: unknown): string {
  if (!(error instanceof PercolationError)) throw error;
  return `${error.code} ${error.message}`;
}

/** What is said where something is refused. */
export function refusal(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    return messageOf(error);
  }
  return "no error";
}
