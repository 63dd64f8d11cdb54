/**
 * Runs all benchmarks and writes bench/RESULTS.md: `npm run bench`. About nine minutes. Parts of them by name, as in
 * `node bench/run.mjs models walks`, are printed and not written.
 */
import { writeFileSync } from "node:fs";
import { compileBaseline } from "./c-baseline.mjs";
import { benchCanonical } from "./canonical.bench.mjs";
import { benchColdStart } from "./cold-start.mjs";
import { benchEngines } from "./engines.bench.mjs";
import { benchExact } from "./exact.bench.mjs";
import { benchLabelling } from "./labelling.bench.mjs";
import { describeMachine } from "./machine.mjs";
import { benchModels } from "./models.bench.mjs";
import { benchReach } from "./reach.bench.mjs";
import { benchSampling } from "./sampling.bench.mjs";
import { benchSize } from "./size.mjs";
import { benchStartup } from "./startup.mjs";
import { benchSweep } from "./sweep.bench.mjs";
import { renderSection } from "./table.mjs";
import { benchWalks } from "./walks.bench.mjs";
import { benchWatching } from "./watching.bench.mjs";
import { benchWorkers } from "./workers.bench.mjs";

const BENCHES = {
  sampling: benchSampling,
  reach: benchReach,
  exact: benchExact,
  models: benchModels,
  sweep: benchSweep,
  watching: benchWatching,
  labelling: benchLabelling,
  canonical: benchCanonical,
  walks: benchWalks,
  workers: benchWorkers,
  engines: benchEngines,
  startup: benchStartup,
  "cold-start": benchColdStart,
  size: benchSize,
};

const all = Object.keys(BENCHES);
const chosen = process.argv.slice(2);
const unknown = chosen.find((name) => !all.includes(name));
if (unknown !== undefined) throw new Error(`bench: expected names among ${all.join(", ")}, got ${unknown}`);

const { compiler, runC, close } = compileBaseline();
const machine = describeMachine(compiler);
try {
  const sections = [];
  for (const name of chosen.length > 0 ? chosen : all) sections.push(await BENCHES[name](runC));
  const text = [
    "# Benchmarks",
    "",
    "Written by `npm run bench`. Times and ratios are medians of several rounds; each round measures all columns of a row.",
    "",
    machine,
    "",
    ...sections.map(renderSection),
  ].join("\n");
  if (chosen.length === 0) writeFileSync(new URL("RESULTS.md", import.meta.url), text);
  console.log(`\n${text}`);
} finally {
  close();
}
