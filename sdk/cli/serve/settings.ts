import { PercolationError, show } from "../../errors.ts";
import type { FlagValue } from "../../flags/flags.ts";
import { usageError } from "../../flags/values.ts";
import { createHandler, type Handler, type HandlerOptions } from "../../http/index.ts";
import type { ServeFlag, ServeValues } from "./flags.ts";
import { type Address, type ServerLimits, usualLimits } from "./server.ts";

/** A day, in seconds: longer waits are more likely a slip than a wish. */
const MAX_SECONDS = 86_400;

/** Where to listen. */
export function addressOf({ port = 8080, host = "127.0.0.1" }: ServeValues): Address {
  return { port: integer("port", port, 0, 65_535), host: String(host) };
}

/** How patient the server is. */
export function limitsOf(values: ServeValues): ServerLimits {
  const request = values["request-timeout"];
  const idle = values["idle-timeout"];
  const requestTimeout = request === undefined ? usualLimits.requestTimeout : milliseconds("request-timeout", request);
  return {
    ...usualLimits,
    requestTimeout,
    headersTimeout: Math.ceil(requestTimeout / 3),
    // Who may take so long for a request may pause as long in it.
    stallTimeout: Math.max(usualLimits.stallTimeout, requestTimeout),
    keepAliveTimeout: idle === undefined ? usualLimits.keepAliveTimeout : milliseconds("idle-timeout", idle),
    connections: integer("connections", values.connections ?? usualLimits.connections, 1, 1_000_000),
  };
}

/** What answers; the options of a handler that are refused are named as flags. */
export function handlerOf(values: ServeValues): Handler {
  const { cors } = values;
  const options = {
    workLimit: values["work-limit"],
    bodyLimit: values["body-limit"],
    cacheLimit: values["cache-limit"],
    basePath: values["base-path"],
    cors: cors === undefined || cors === "*" ? cors : String(cors).split(","),
  };
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  try {
    return createHandler(Object.fromEntries(given) as HandlerOptions);
  } catch (error) {
    const option = error instanceof PercolationError && /^options\.(\w+): /.exec(error.message)?.[1];
    if (!option) throw error;
    const flag = option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    throw usageError(`--${flag}${(error as Error).message.slice(`options.${option}`.length)}`);
  }
}

function integer(flag: ServeFlag, value: FlagValue, low: number, high: number): number {
  if (typeof value === "number" && Number.isInteger(value) && value >= low && value <= high) return value;
  throw usageError(`--${flag}: expected an integer in ${low}..${high}, got ${show(value)}`);
}

function milliseconds(flag: ServeFlag, value: FlagValue): number {
  if (typeof value === "number" && value >= 0.001 && value <= MAX_SECONDS) return Math.ceil(1000 * value);
  throw usageError(`--${flag}: expected a number of seconds in 0.001..${MAX_SECONDS}, got ${show(value)}`);
}
