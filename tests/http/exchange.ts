import type { Handler } from "percolation/http";

/** What came back. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** Sends a request to a handler, at a place that begins with a slash. */
export async function send(handler: Handler, place: string, init: RequestInit = {}): Promise<Reply> {
  return replyOf(await handler.fetch(new Request(`http://localhost${place}`, init)));
}

export async function replyOf(response: Response): Promise<Reply> {
  return { status: response.status, headers: response.headers, text: await response.text() };
}

/** Asks by a GET form. */
export function get(handler: Handler, place: string, headers: Record<string, string> = {}): Promise<Reply> {
  return send(handler, place, { headers });
}

/** Asks by a query as JSON. */
export function post(handler: Handler, query: unknown, headers: Record<string, string> = {}): Promise<Reply> {
  const body = typeof query === "string" ? query : JSON.stringify(query);
  return send(handler, "/v1/query", {
    method: "POST",
    headers: { "Content-Type": "application/json", ...headers },
    body,
  });
}
