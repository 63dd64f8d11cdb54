/** Runs all benchmarks and writes bench/RESULTS.md: `npm run bench`. About seven minutes. */
import { writeFileSync } from "node:fs";
import { compileBaseline } from "./c-baseline.mjs";
import { benchCanonical } from "./canonical.bench.mjs";
import { benchExact } from "./exact.bench.mjs";
import { benchLabelling } from "./labelling.bench.mjs";
import { describeMachine } from "./machine.mjs";
import { benchReach } from "./reach.bench.mjs";
import { benchSampling } from "./sampling.bench.mjs";
import { benchSize } from "./size.mjs";
import { benchStartup } from "./startup.mjs";
import { benchSweep } from "./sweep.bench.mjs";
import { renderSection } from "./table.mjs";
import { benchWalks } from "./walks.bench.mjs";
import { benchWatching } from "./watching.bench.mjs";

const { compiler, runC, close } = compileBaseline();
const machine = describeMachine(compiler);
try {
  const sections = [
    await benchSampling(runC),
    await benchReach(runC),
    await benchExact(runC),
    await benchSweep(runC),
    await benchWatching(),
    await benchLabelling(),
    await benchCanonical(),
    await benchWalks(),
    benchStartup(),
    benchSize(),
  ];
  const text = [
    "# Benchmarks",
    "",
    "Written by `npm run bench`. Times and ratios are medians of several rounds; each round measures all columns of a row.",
    "",
    machine,
    "",
    ...sections.map(renderSection),
  ].join("\n");
  writeFileSync(new URL("RESULTS.md", import.meta.url), text);
  console.log(`\n${text}`);
} finally {
  close();
}
