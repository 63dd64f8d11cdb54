/**
 * What the package does not export: sweeps that keep the largest cluster alone. Bundled from the SDK's own
 * sources, with the engine as the build embeds it, into a module that is never written to a file.
 */
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const ENTRY_TEXT = `
export { averageRun, canonicalBytes } from "./engine/canonical.ts";
export { withSweeps } from "./engine/sweeps.ts";
export { lattice } from "./networks/lattice.ts";
export { topologyOf } from "./networks/medium.ts";
`;

let bundled;
let copies = 0;

/** Imports a copy of the internals, with an engine of its own: what one lays out in memory no other overwrites. */
export async function importInternals() {
  bundled ??= build({
    stdin: { contents: ENTRY_TEXT, resolveDir: fileURLToPath(new URL("../sdk", import.meta.url)), loader: "ts" },
    bundle: true,
    write: false,
    format: "esm",
    target: "es2022",
    platform: "neutral",
    mainFields: ["module", "main"],
  });
  const [{ text }] = (await bundled).outputFiles;
  return import(`data:text/javascript;base64,${Buffer.from(text).toString("base64")}#${copies++}`);
}

const CERTAIN = { keep: 1, drop: 0 };

/**
 * Runs of a sweep of a periodic square lattice, laid out once: of the largest cluster alone unless
 * `columns`, `watched` or the rate of the `others` say otherwise. `bytes` is what its memory takes.
 */
export async function startSweeps(kind, side, { columns = ["largest"], watched = [], others = CERTAIN } = {}) {
  const { lattice, topologyOf, withSweeps } = await importInternals();
  const topology = topologyOf(lattice("square", { size: [side, side], periodic: true }));
  let bytes = 0;
  const runner = withSweeps({ topology, kind, others, columns, watched }, 0, (laidOut) => {
    bytes = laidOut.engine.memory.buffer.byteLength;
    return laidOut; // nobody else uses this engine, so it stays laid out
  });
  return { runner, bytes };
}
