/**
 * Runs all benchmarks and writes bench/RESULTS.md: `npm run bench`. About twenty minutes. Parts of them by name, as in
 * `node bench/run.mjs models walks`, are printed and not written, unless `--write` is given: then on the same machine.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { compileBaseline } from "./c-baseline.mjs";
import { benchCanonical } from "./canonical.bench.mjs";
import { benchColdStart } from "./cold-start.mjs";
import { benchEngines } from "./engines.bench.mjs";
import { benchExact } from "./exact.bench.mjs";
import { benchHttp } from "./http.bench.mjs";
import { benchLabelling } from "./labelling.bench.mjs";
import { describeMachine } from "./machine.mjs";
import { benchModels } from "./models.bench.mjs";
import { benchReach } from "./reach.bench.mjs";
import { benchSampling } from "./sampling.bench.mjs";
import { benchSize } from "./size.mjs";
import { benchStartup } from "./startup.mjs";
import { benchSweep } from "./sweep.bench.mjs";
import { renderSection } from "./table.mjs";
import { benchTraining } from "./training.bench.mjs";
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
  training: benchTraining,
  workers: benchWorkers,
  http: benchHttp,
  engines: benchEngines,
  startup: benchStartup,
  "cold-start": benchColdStart,
  size: benchSize,
};

const all = Object.keys(BENCHES);
const names = process.argv.slice(2);
const chosen = names.filter((name) => name !== "--write");
const isWritten = chosen.length === 0 || names.includes("--write");
const unknown = chosen.find((name) => !all.includes(name));
if (unknown !== undefined) throw new Error(`bench: expected names among ${all.join(", ")}, got ${unknown}`);

const RESULTS = new URL("RESULTS.md", import.meta.url);

/** Puts sections in the place of those with the same titles; new ones come last. */
function replaceSections(sections) {
  const [head, ...old] = readFileSync(RESULTS, "utf8").split(/^(?=## )/m);
  const titleOf = (section) => section.split("\n", 1)[0];
  const replaced = old.map((section) => sections.find((each) => titleOf(each) === titleOf(section)) ?? section);
  const added = sections.filter((each) => !old.some((section) => titleOf(section) === titleOf(each)));
  return [head.trimEnd(), "", ...[...replaced, ...added].map((section) => section.trimEnd()), ""]
    .join("\n")
    .replaceAll("\n## ", "\n\n## ")
    .replaceAll("\n\n\n", "\n\n");
}

const { compiler, runC, close } = compileBaseline();
const machine = describeMachine(compiler);
try {
  const sections = [];
  for (const name of chosen.length > 0 ? chosen : all) sections.push(renderSection(await BENCHES[name](runC)));
  const text = [
    "# Benchmarks",
    "",
    "Written by `npm run bench`. Times and ratios are medians of several rounds; each round measures all columns of a row.",
    "",
    machine,
    "",
    ...sections,
  ].join("\n");
  if (isWritten) writeFileSync(RESULTS, chosen.length === 0 ? text : replaceSections(sections));
  console.log(`\n${text}`);
} finally {
  close();
}
