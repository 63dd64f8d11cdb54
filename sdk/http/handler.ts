import type { Context } from "hono";
import { Hono } from "hono/tiny";
import { isCommand } from "../flags/forms.ts";
import { AnswerCache } from "./answers.ts";
import { Asker } from "./asker.ts";
import { readBody } from "./body.ts";
import { preflightHeaders } from "./cors.ts";
import { Documents } from "./documents.ts";
import { type CheckedOptions, checkOptions, type HandlerOptions } from "./options.ts";
import { Problem } from "./problem.ts";
import { Replies } from "./replies.ts";

/** What answers requests: the default export of a Worker, and what every server of Request and Response takes. */
export interface Handler {
  fetch(request: Request): Response | Promise<Response>;
}

/** Answers a request of one method at one place. */
type Reply = (context: Context) => Response | Promise<Response>;

/** The replies of one place, to one method or the other. */
interface Methods {
  readonly GET?: Reply;
  readonly POST?: Reply;
}

/**
 * An HTTP API of all queries, for any runtime that has Request and Response: `POST /v1/query` takes a query as JSON,
 * `GET /v1/path` and its like take the flags of the command line as parameters; `/` is a page that explains them,
 * `/openapi.json` describes them to programs. An answer is that of `ask` as JSON, and depends on nothing but the
 * query and the version: its ETag is a hash of these, and caches may keep it forever. Errors are problem documents (RFC 9457).
 *
 * What a request costs is known before any work is done for it: one that is too expensive is refused.
 *
 * @param options - Limits, allowed origins, and where the paths begin: see {@link HandlerOptions}.
 * @throws PercolationError `invalid-input` for options out of range.
 *
 * @example
 * import { createHandler } from "percolation/http";
 * const handler = createHandler({ workLimit: 1e8 });
 * const response = await handler.fetch(new Request("http://localhost/v1/depth?width=8&drop-sites=0.5"));
 * (await response.json()).depth; // => 178
 */
export function createHandler(options: HandlerOptions = {}): Handler {
  const checked = checkOptions(options);
  const replies = new Replies(checked);
  const app = new Hono().basePath(checked.basePath || "/");
  for (const [path, methods] of placesOf(checked, replies)) {
    app.all(path, (context) => {
      // The router takes a slash at the end for nothing: caches would keep two answers.
      if (path !== "/" && context.req.path.endsWith("/")) throw notFound(context);
      return reply(methods(context), context, replies);
    });
  }
  app.notFound((context) => replies.problem(notFound(context), context.req.raw));
  app.onError((error, context) => replies.problem(error, context.req.raw));
  return { fetch: (request) => app.fetch(request) };
}

/** The replies at every place; the paths asked for most come first. */
function placesOf(options: CheckedOptions, replies: Replies): [path: string, (context: Context) => Methods][] {
  const asker = new Asker(options, replies, new AnswerCache(options.cacheLimit));
  const documents = new Documents(options, replies);
  const post: Methods = {
    POST: async ({ req }) => asker.post(await readBody(req.raw, options.bodyLimit), req.raw),
  };
  const ask = (context: Context): Methods => {
    const name = context.req.param("ask") ?? "";
    if (name === "query") return post;
    if (!isCommand(name)) throw notFound(context);
    return { GET: ({ req }) => asker.get(name, req.raw) };
  };
  const read = (context: Context): Methods => {
    const document = documents.at(context.req.path.slice(options.basePath.length) || "/");
    if (!document) throw notFound(context);
    return { GET: ({ req }) => replies.document(document, req.raw) };
  };
  return [
    ["/v1/:ask", ask],
    ["/problems/:code", read],
    ["/healthz", read],
    ["/openapi.json", read],
    ["/", read],
  ];
}

function reply({ GET, POST }: Methods, context: Context, replies: Replies): Response | Promise<Response> {
  const { method } = context.req;
  if (GET && (method === "GET" || method === "HEAD")) return GET(context);
  if (POST && method === "POST") return POST(context);
  const Allow = GET ? "GET, HEAD, OPTIONS" : "POST, OPTIONS";
  if (method === "OPTIONS") return replies.empty(204, { Allow, ...preflightHeaders(Allow) }, context.req.raw);
  const message = `method: expected one of ${Allow}, got ${method.slice(0, 20)}`;
  throw new Problem("method-not-allowed", message, {}, { Allow });
}

function notFound(context: Context): Problem {
  return new Problem(
    "not-found",
    `path: expected one of this API, got ${JSON.stringify(context.req.path.slice(0, 80))}`,
  );
}
