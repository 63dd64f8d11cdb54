/** Origins whose pages may read the answers: all, or those listed. */
export type AllowedOrigins = "*" | readonly string[];

type HeaderFields = Readonly<Record<string, string>>;

const EXPOSED = { "Access-Control-Expose-Headers": "ETag, Content-Location" };

/** Headers that every answer has, whoever asks. */
export function sharedHeaders(allowed: AllowedOrigins | undefined): HeaderFields {
  if (allowed === undefined) return {};
  return allowed === "*" ? { "Access-Control-Allow-Origin": "*", ...EXPOSED } : { Vary: "Origin" };
}

/** Headers that the answer to a request from a page of a listed origin has besides. */
export function originHeaders(allowed: AllowedOrigins | undefined, headers: Headers): HeaderFields | undefined {
  if (allowed === undefined || allowed === "*") return undefined;
  const origin = headers.get("origin");
  if (origin === null || !allowed.includes(origin)) return undefined;
  return { "Access-Control-Allow-Origin": origin, ...EXPOSED };
}

/** What a browser is told that asks before it sends a request. */
export function preflightHeaders(methods: string): HeaderFields {
  return {
    "Access-Control-Allow-Methods": methods,
    "Access-Control-Allow-Headers": "Content-Type, If-None-Match",
    "Access-Control-Max-Age": "86400",
  };
}
