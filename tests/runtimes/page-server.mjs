/** Serves one page with one bundle on the loopback interface and waits for what the page posts back. */
import { once } from "node:events";
import { createServer } from "node:http";
import { text } from "node:stream/consumers";

// The import is dynamic because WebKit tells no listener when a module with a top-level await fails.
// Firefox and WebKit leave the message out of the stack.
const page = `<!doctype html>
<meta charset="utf-8">
<title>percolation</title>
<link rel="icon" href="data:,">
<script type="module">
  import("/bundle.mjs").catch((reason) =>
    fetch("/failure", { method: "POST", body: reason + "\\n" + reason?.stack }));
</script>
`;

/** @param {string} bundle */
export async function servePage(bundle) {
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
    const files = new Map([
      ["/", { type: "text/html", body: page }],
      ["/bundle.mjs", { type: "text/javascript", body: bundle }],
    ]);
    const file = files.get(request.url ?? "");
    if (file !== undefined) {
      response.setHeader("content-type", `${file.type}; charset=utf-8`).end(file.body);
      return;
    }
    const body = await text(request);
    response.writeHead(request.method === "POST" ? 204 : 404).end();
    if (request.url === "/result") {
      try {
        resolve(JSON.parse(body));
      } catch (error) {
        reject(new Error(`the page posted no JSON: ${error}`));
      }
    } else if (request.url === "/failure") {
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
