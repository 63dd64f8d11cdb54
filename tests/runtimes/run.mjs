/** Entry of the runtime matrix: npm run test:runtimes -- --help */
import { existsSync, readFileSync } from "node:fs";
import { endAllChildren, killAllChildren } from "./child.mjs";
import { examples } from "./edge/examples.mjs";
import { install } from "./install.mjs";
import { distDirectory, goldenFile, moduleFile } from "./locations.mjs";
import { matrix } from "./matrix.mjs";
import { help, readOptions } from "./options.mjs";
import { Report } from "./report.mjs";
import { removeWorkspace } from "./workspace.mjs";

process.on("exit", () => {
  killAllChildren();
  removeWorkspace();
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.once(signal, () => endAllChildren().finally(() => process.exit(1)));
}

/** @returns {Record<string, unknown>} the golden values; throws when there is nothing to compare or to run */
function readGolden() {
  const modules = /** @type {const} */ (["engine", "training"]).flatMap((name) =>
    /** @type {const} */ (["simd", "scalar"]).map((build) => moduleFile(name, build)),
  );
  for (const file of [distDirectory, ...modules]) {
    if (!existsSync(file)) throw new Error(`${file} is missing: run npm run build first`);
  }
  if (!existsSync(goldenFile)) throw new Error(`${goldenFile} is missing: there is nothing to compare with`);
  const { values } = JSON.parse(readFileSync(goldenFile, "utf8"));
  if (Object.keys(values).length === 0) throw new Error(`${goldenFile} holds no values`);
  return values;
}

/** @param {import("./runtimes/runtime.mjs").Expected} expected @param {Record<string, unknown>} golden */
function valuesOf(expected, golden) {
  if (expected === "golden") return golden;
  if (typeof expected.golden !== "function") return expected;
  const { golden: wanted, and = {} } = expected;
  return { ...Object.fromEntries(Object.entries(golden).filter(([name]) => wanted(name))), ...and };
}

async function runRuntime(runtime, golden, report) {
  const { jobs } = runtime;
  const subject = { name: runtime.name, version: "-", engine: "-" };
  const executable = runtime.find();
  if (executable === undefined) {
    for (const { build } of jobs) report.missing(subject, build, "not installed", runtime.howToInstall);
    return;
  }
  try {
    Object.assign(subject, await runtime.identify(executable));
  } catch (error) {
    for (const { build } of jobs) report.failed(subject, build, error);
    return;
  }
  for (const { build, expected, run } of jobs) {
    try {
      report.compare(subject, build, valuesOf(expected, golden), await run(executable));
    } catch (error) {
      report.failed(subject, build, error);
    }
  }
}

async function main() {
  const subjects = [...matrix, ...examples];
  const known = [...new Set(subjects.map(({ name }) => name))];
  const options = readOptions(process.argv.slice(2), known);
  if (options.help) {
    process.stdout.write(help);
    return true;
  }
  if (options.install) install();
  const golden = readGolden();
  const report = new Report(options);
  // One after the other: they would only take each other's time, and some of them all the memory.
  for (const runtime of subjects.filter(({ name }) => options.names.includes(name))) {
    await runRuntime(runtime, golden, report);
  }
  const left = known.filter((name) => !options.names.includes(name));
  if (left.length > 0) console.log(`not run, because of --only: ${left.join(", ")}`);
  return report.close();
}

try {
  process.exitCode = (await main()) ? 0 : 1;
} catch (error) {
  console.error(`test:runtimes: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 2;
}
