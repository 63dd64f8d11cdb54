import type { Flag, FlagValue } from "../../flags/flags.ts";

/** The flags of `serve`: none of them is part of a query. */
export const serveFlags = {
  port: { kind: "number", value: "N", meaning: "port to listen on, 0 for any that is free", fallback: "8080" },
  host: {
    kind: "text",
    value: "ADDRESS",
    meaning: "address to listen on, 0.0.0.0 for all of this machine",
    fallback: "127.0.0.1",
  },
  "base-path": { kind: "text", value: "PATH", meaning: "where the paths of the API begin", fallback: "/" },
  cors: {
    kind: "text",
    value: "ORIGIN[,ORIGIN...]|*",
    meaning: "origins whose pages may read the answers, * for all",
    fallback: "none",
  },
  "work-limit": {
    kind: "number",
    value: "UNITS",
    meaning: "work that one request may cost, in units of about a nanosecond",
    fallback: "1e9",
  },
  "body-limit": { kind: "number", value: "BYTES", meaning: "size of the body of a request", fallback: "1048576" },
  "cache-limit": {
    kind: "number",
    value: "BYTES",
    meaning: "memory for answers that were given before, 0 for none",
    fallback: "4194304",
  },
  "request-timeout": {
    kind: "number",
    value: "SECONDS",
    meaning: "time for a request to arrive, a third of it for its headers",
    fallback: "30",
  },
  "idle-timeout": {
    kind: "number",
    value: "SECONDS",
    meaning: "time that a connection may wait for its next request; longer than that of a proxy in front",
    fallback: "5",
  },
  connections: { kind: "number", value: "N", meaning: "connections at a time", fallback: "1000" },
} as const satisfies Record<string, Flag>;

export type ServeFlag = keyof typeof serveFlags;

/** What the flags of `serve` were given. */
export type ServeValues = { readonly [Name in ServeFlag]?: FlagValue };
