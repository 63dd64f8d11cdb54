// Answers percolation queries over HTTP: `bun server.js`, at PORT or 3000.
import { createHandler } from "percolation/http";

const server = Bun.serve({
  fetch: createHandler().fetch,
  hostname: process.env.HOST ?? "127.0.0.1",
  // The handler says why it takes no more than a mebibyte; what is far larger Bun cuts off as it arrives.
  maxRequestBodySize: 8 * 1024 * 1024,
  idleTimeout: 10,
});
console.log(`Listening on ${server.url}`);
