/** Serves a site on the loopback interface and waits for what its page posts back. */
import { once } from "node:events";
import { createServer } from "node:http";
import { extname } from "node:path";
import { text } from "node:stream/consumers";

/** @type {Record<string, string>} */
const types = { ".mjs": "text/javascript", ".js": "text/javascript", ".css": "text/css" };

/**
 * @param {import("./site.mjs").Site} site
 * @param {string} [policy] a content security policy
 */
export async function servePage(site, policy) {
  /** @type {(value: Record<string, unknown>) => void} */
  let resolve;
  /** @type {(reason: Error) => void} */
  let reject;
  /** @type {Promise<Record<string, unknown>>} */
  const result = new Promise((onResult, onFailure) => {
    resolve = onResult;
    reject = onFailure;
  });
  result.catch(() => {}); // Whoever waits for it sees the failure; nobody may be waiting yet.

  const server = createServer(async (request, response) => {
    const path = request.url ?? "";
    const file = site.get(path);
    if (policy !== undefined) response.setHeader("content-security-policy", policy);
    if (file !== undefined) {
      response.setHeader("content-type", `${types[extname(path)] ?? "text/html"}; charset=utf-8`).end(file);
      return;
    }
    const body = await text(request);
    response.writeHead(request.method === "POST" ? 204 : 404).end();
    if (path === "/result") {
      try {
        resolve(JSON.parse(body));
      } catch (error) {
        reject(new Error(`the page posted no JSON: ${error}`));
      }
    } else if (path === "/failure") {
      reject(new Error(`in the page: ${body}`));
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the page server has no port");
  return {
    url: `http://127.0.0.1:${address.port}/`,
    result,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
