/**
 * The first answer of a Worker that has just been started, in workerd. Clocks stand still inside a Worker, so it is
 * timed from outside, beside a Worker that answers a constant: what that takes is the runtime's own.
 */
import { once } from "node:events";
import { request } from "node:http";
import { bundleWorker, readBundle } from "../tests/runtimes/edge/worker-bundle.mjs";
import { wrangler } from "../tests/runtimes/edge/wrangler.mjs";
import { listeningPort, startWorker, workerd } from "../tests/runtimes/runtimes/workerd.mjs";
import { removeWorkspace } from "../tests/runtimes/workspace.mjs";
import { median } from "./measure.mjs";
import { figure } from "./targets.mjs";

const PROCESSES = 15;
const PATH = "/v1/path?widths=784,300,100,10&drop-bonds=0.998";
const CONSTANT = { code: 'export default { fetch: () => Response.json({ method: "exact" }) };', modules: new Map() };
const PHASES = ["from the start of the process until it listens", "the first answer", "the second answer"];

const TEXT = `Milliseconds of workerd with the Worker of examples/edge/cloudflare as wrangler bundles it, and with one that answers a constant; medians of ${PROCESSES} processes each, in turn. The question is 784-300-100-10, exact; what the first answer takes beyond a constant is starting the engine and answering.`;

/** Asks once, and waits for the whole answer. */
async function ask(port) {
  const asked = request({ host: "127.0.0.1", port, path: PATH, agent: false }).end();
  const [response] = await once(asked, "response");
  let text = "";
  for await (const chunk of response.setEncoding("utf8")) text += chunk;
  if (JSON.parse(text).method !== "exact") throw new Error(`cold start: ${response.statusCode} ${text}`);
}

async function timed(work) {
  const start = performance.now();
  const result = await work();
  return { milliseconds: performance.now() - start, result };
}

/** A fresh process with a bundle: the times of its phases. */
async function startAndAsk(executable, bundle) {
  let child;
  const started = await timed(() => {
    child = startWorker(executable, bundle);
    return listeningPort(child);
  });
  try {
    const answers = [await timed(() => ask(started.result)), await timed(() => ask(started.result))];
    return [started, ...answers].map(({ milliseconds }) => milliseconds);
  } finally {
    await child.stop();
  }
}

export async function benchColdStart() {
  const columns = ["phase", "this Worker", "a constant", "difference"];
  const section = { title: "Cold start at the edge", text: TEXT, columns };
  const [executable, bundler] = [workerd.find(), wrangler.find()];
  if (executable === undefined || bundler === undefined) {
    return { ...section, rows: PHASES.map((phase) => [phase, "not installed", "not installed", "-"]) };
  }
  try {
    const bundle = readBundle(await bundleWorker(bundler));
    const runs = { percolation: [], constant: [] };
    // The first of each warms the caches of the disk and this process's own client.
    for (let count = 0; count <= PROCESSES; count++) {
      runs.percolation.push(await startAndAsk(executable, bundle));
      runs.constant.push(await startAndAsk(executable, CONSTANT));
    }
    const rows = PHASES.map((phase, index) => {
      const [ours, theirs] = [runs.percolation, runs.constant].map((all) =>
        median(all.slice(1).map((run) => run[index])),
      );
      return [phase, figure(ours), figure(theirs), figure(Math.max(0, ours - theirs))];
    });
    return { ...section, rows };
  } finally {
    removeWorkspace();
  }
}
