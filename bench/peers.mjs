/** Other packages, where they are installed: what they take, or that they are not here. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { figure } from "./targets.mjs";

const IGRAPH_SOURCE = fileURLToPath(new URL("baselines/igraph.c", import.meta.url));

/** Python that prints the milliseconds of labelling `side` x `side` sites kept at `keep`. */
const LABELLING = {
  scipy: `
import numpy, scipy.ndimage
random = numpy.random.default_rng(7)
def run(): scipy.ndimage.label(random.random((side, side)) < keep)
repeat = 5`,
  networkx: `
import random, networkx
grid = networkx.grid_2d_graph(side, side, periodic=True)
def run(): list(networkx.connected_components(grid.subgraph([site for site in grid if random.random() < keep])))
repeat = 1`,
};

const TIMING = `
import statistics, time
def seconds():
    start = time.perf_counter()
    run()
    return time.perf_counter() - start
if repeat > 1: run()
print(1000 * statistics.median(seconds() for _ in range(repeat)))`;

/** A cell of the table. */
export function peerLabelling(name, side, keep) {
  const milliseconds = runPython(name, `side, keep = ${side}, ${keep}\n${LABELLING[name]}\n${TIMING}`);
  return milliseconds === undefined ? "not installed" : figure(milliseconds);
}

/** Python that prints the milliseconds of a sweep of sites, with an order made before. */
const GRAPH_TOOL = (side) => `
import numpy, graph_tool.generation, graph_tool.topology
graph = graph_tool.generation.lattice([${side}, ${side}], periodic=True)
order = numpy.random.default_rng(7).permutation(${side ** 2})
def run(): graph_tool.topology.vertex_percolation(graph, order)
repeat = 3
${TIMING}`;

/** What other packages take for a sweep of sites with an order made before, in words. */
export function describePeerSweeps(side, engineMilliseconds) {
  const describe = (name, milliseconds) => {
    if (milliseconds === undefined) return `${name}: not installed`;
    return `${name}: ${figure(milliseconds)} ms, ${figure(milliseconds / engineMilliseconds)} times the engine's`;
  };
  return [describe("igraph", runIgraph(side)), describe("graph-tool", runPython("graph_tool", GRAPH_TOOL(side)))];
}

/** The milliseconds baselines/igraph.c prints; undefined without a version of igraph it compiles with. */
function runIgraph(side) {
  const folder = mkdtempSync(join(tmpdir(), "percolation-bench-"));
  try {
    const output = { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] };
    const flags = execFileSync("pkg-config", ["--cflags", "--libs", "igraph"], output).trim().split(/\s+/);
    execFileSync("cc", ["-O3", IGRAPH_SOURCE, "-o", join(folder, "igraph"), ...flags, "-lm"], output);
    return Number(execFileSync(join(folder, "igraph"), [String(side)], output));
  } catch {
    return undefined;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The number a program prints; undefined without Python or the package. */
function runPython(name, program) {
  try {
    execFileSync("python3", ["-c", `import ${name}`], { stdio: "ignore" });
  } catch {
    return undefined;
  }
  return Number(execFileSync("python3", ["-c", program], { encoding: "utf8" }));
}
