import { PercolationError } from "../../../sdk/errors.ts";

/** "network" when a call gives one, else the code of the error; an error of another class is thrown on. */
export function outcome(call: () => unknown): string {
  try {
    call();
    return "network";
  } catch (error) {
    if (error instanceof PercolationError) return error.code;
    throw error;
  }
}

/** The code and message of the error a call throws. */
export function refusal(call: () => unknown): { readonly code: string; readonly message: string } {
  try {
    call();
  } catch (error) {
    if (error instanceof PercolationError) return { code: error.code, message: error.message };
    throw error;
  }
  throw new Error("the call threw nothing");
}
