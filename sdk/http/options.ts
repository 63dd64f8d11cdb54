import { badInput } from "../errors.ts";
import { asObject } from "../networks/check.ts";
import type { AllowedOrigins } from "./cors.ts";

/** How a handler answers. */
export interface HandlerOptions {
  /**
   * Units of work that one request may cost, above 0; a unit is about a nanosecond, and 1e9, about a second, are
   * allowed unless given.
   */
  readonly workLimit?: number;
  /** Bytes that the body of a request may have; 1048576 unless given. */
  readonly bodyLimit?: number;
  /** Values that an answer may hold; 1048576 unless given. */
  readonly answerLimit?: number;
  /** Bytes of memory for answers that were given before, about; 4194304 unless given, 0 for none. */
  readonly cacheLimit?: number;
  /** Origins whose pages may read the answers, `"*"` for all; none unless given. */
  readonly cors?: AllowedOrigins;
  /** Hears of errors that are the server's own, answered by 500; `console.error` unless given. */
  readonly onError?: (error: unknown) => void;
  /** Where the paths of the API begin, such as `"/percolation"`; at the root unless given. */
  readonly basePath?: string;
}

/** {@link HandlerOptions} after checking. */
export interface CheckedOptions {
  readonly workLimit: number;
  readonly bodyLimit: number;
  readonly answerLimit: number;
  readonly cacheLimit: number;
  readonly cors: AllowedOrigins | undefined;
  readonly onError: (error: unknown) => void;
  /** Without a slash at its end. */
  readonly basePath: string;
}

export function checkOptions(options: HandlerOptions): CheckedOptions {
  const {
    workLimit = 1e9,
    bodyLimit = 2 ** 20,
    answerLimit = 2 ** 20,
    cacheLimit = 2 ** 22,
  } = asObject(options, "options");
  const { cors, basePath = "", onError = (error) => console.error(error) } = options;
  if (!(workLimit > 0)) throw badInput("options.workLimit", "a number above 0", workLimit);
  for (const [name, limit] of Object.entries({ bodyLimit, answerLimit, cacheLimit })) {
    if (!(limit >= 0)) throw badInput(`options.${name}`, "a number from 0 on", limit);
  }
  const isList = Array.isArray(cors) && cors.every(isOrigin);
  if (cors !== undefined && cors !== "*" && !isList) {
    throw badInput("options.cors", '"*" or an array of origins such as "https://example.org"', cors);
  }
  if (typeof onError !== "function") throw badInput("options.onError", "a function", onError);
  if (typeof basePath !== "string" || !/^(\/[\w.~-]+)*\/?$/.test(basePath)) {
    throw badInput("options.basePath", 'a path such as "/percolation"', basePath);
  }
  const path = basePath.endsWith("/") ? basePath.slice(0, -1) : basePath;
  return { workLimit, bodyLimit, answerLimit, cacheLimit, cors, onError, basePath: path };
}

/** Whether a text is an origin as browsers send it: without a path, not even a slash. */
function isOrigin(text: unknown): boolean {
  if (typeof text !== "string") return false;
  try {
    return new URL(text).origin === text;
  } catch {
    return text === "null";
  }
}
