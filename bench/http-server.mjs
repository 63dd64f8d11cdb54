/**
 * A server for http.bench.mjs, in a process of its own: the handler, and beside it a hono application that returns constant
 * texts, through the same adapter. Tells its port, and its memory whenever it is asked.
 */
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { createHandler } from "../dist/http.js";

const { cacheLimit, constants } = JSON.parse(process.argv[2]);
const handler = createHandler({ cacheLimit });
const app = new Hono();
for (const [name, text] of Object.entries(constants)) {
  app.on(["GET", "POST"], `/constant/${name}`, (context) =>
    context.body(text, 200, { "Content-Type": "application/json" }),
  );
}

serve(
  {
    fetch: (request) => (request.url.includes("/constant/") ? app.fetch(request) : handler.fetch(request)),
    hostname: "127.0.0.1",
    port: 0,
  },
  ({ port }) => process.send({ port }),
);

process.on("message", () => {
  globalThis.gc();
  globalThis.gc();
  process.send({ memory: process.memoryUsage() });
});

// Nobody is left to ask.
process.on("disconnect", () => process.exit());
