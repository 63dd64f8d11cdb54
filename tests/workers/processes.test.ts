import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build } from "esbuild";
import { layered, pathProbability } from "percolation";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "percolation-workers-"));
const options = { method: "monte-carlo", trials: 3000, seed: 5 } as const;
const open = String(pathProbability(layered([20, 30, 10], { dropBonds: 0.97 }), options).open);

beforeAll(async () => {
  await build({
    stdin: {
      contents: 'export * from "./index.ts"; export * from "./workers/index.ts";',
      resolveDir: fileURLToPath(new URL("../../sdk", import.meta.url)),
      loader: "ts",
    },
    bundle: true,
    format: "esm",
    target: "es2022",
    platform: "neutral",
    mainFields: ["module", "main"],
    outfile: join(folder, "percolation.mjs"),
  });
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What a script prints; it has to end of itself, and well. */
async function run(name: string, text: string): Promise<string[]> {
  const file = join(folder, `${name}.mjs`);
  const start = `import { createPool, layered } from "./percolation.mjs";
const network = layered([20, 30, 10], { dropBonds: 0.97 });
const options = ${JSON.stringify(options)};
const print = (value) => console.log(String(value));
`;
  writeFileSync(file, start + text);
  const { stdout } = await promisify(execFile)(process.execPath, [file], { timeout: 60_000 });
  return stdout.trim().split("\n");
}

describe("a process", () => {
  test("ends though it never closes its pool", async () => {
    expect(await run("unused", "createPool({ size: 3 }); print('end');")).toEqual(["end"]);
    const used = "const pool = createPool({ size: 2 }); print((await pool.pathProbability(network, options)).open);";
    expect(await run("used", used)).toEqual([open]);
  });

  test("has workers also where the program is a module on the command line", async () => {
    const program = `
process.on("worker", (worker) => worker.on("error", ({ message }) => console.log(message)));
const { createPool, layered } = await import(${JSON.stringify(join(folder, "percolation.mjs"))});
const pool = createPool({ size: 2 });
console.log(String((await pool.pathProbability(layered([20, 30, 10], { dropBonds: 0.97 }), ${JSON.stringify(options)})).open));
await pool.close();`;
    const parameters = ["--input-type=module", "--eval", program];
    const { stdout } = await promisify(execFile)(process.execPath, parameters, { timeout: 60_000 });
    expect(stdout.trim().split("\n")).toEqual([open]);
  });

  test("lives until what it asked is answered", async () => {
    const text =
      "const pool = createPool({ size: 2 }); pool.pathProbability(network, options).then(({ open }) => print(open));";
    expect(await run("waiting", text)).toEqual([open]);
    // Also when the pool has been idle, and its workers were let go of.
    const again = `const pool = createPool({ size: 2 });
await pool.pathProbability(network, options);
pool.pathProbability(network, options).then(({ open }) => print(open));`;
    expect(await run("again", again)).toEqual([open]);
  });

  test("ends after a stream that was left", async () => {
    const text = `const pool = createPool({ size: 2 });
for await (const { trials } of pool.stream({ ...options, ask: "path", network, trials: 2 ** 30 })) {
  print(trials);
  if (trials > 4000) break;
}`;
    expect(await run("stream", text)).toEqual(["1024", "2048", "4096"]);
  });

  test("has no worker left once a pool is closed", async () => {
    const text = `const countPorts = () => process.getActiveResourcesInfo().filter((name) => name === "MessagePort").length;
const pool = createPool({ size: 3 });
const control = new AbortController();
const aborted = pool.pathProbability(network, { ...options, trials: 2 ** 30 }, { signal: control.signal });
await pool.pathProbability(network, { ...options, trials: 128 });
print(countPorts() > 0);
control.abort();
await aborted.catch(() => {});
await pool.close();
await new Promise((resolve) => setImmediate(resolve));
print(countPorts());`;
    expect(await run("closed", text)).toEqual(["true", "0"]);
  });

  test("disposes of a pool at the end of its block", async () => {
    const text = `const pool = createPool({ size: 2 });
const { open } = await pool.pathProbability(network, options);
print(open);
await pool[Symbol.asyncDispose]();
await pool.pathProbability(network, options).catch(({ message }) => print(message));`;
    expect(await run("disposed", text)).toEqual([open, 'pool: expected one that is open, got "one that is closed"']);
  });

  test("that only imports the pool has started nothing", async () => {
    const text = "print(process.getActiveResourcesInfo().includes('MessagePort'));";
    expect(await run("imported", text)).toEqual(["false"]);
  });
});
