// The package as JSR would publish it: the TypeScript sources, without slow types, its modules all among the files that
// are published, and the answers that npm's package gives. Nothing is fetched: what could be points at a closed port.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = new URL("../../", import.meta.url);
const deno = fileURLToPath(new URL("tests/runtimes/node_modules/@deno/linux-x64-glibc/deno", root));
const folder = mkdtempSync(join(tmpdir(), "percolation-jsr-"));
const closed = "http://127.0.0.1:9/";

/** What Deno prints in this repository. */
function run(input, ...parameters) {
  const { status, stdout, stderr, error } = spawnSync(deno, parameters, {
    cwd: root,
    encoding: "utf8",
    input,
    env: { DENO_DIR: folder, DENO_NO_UPDATE_CHECK: "1", NO_COLOR: "1", NPM_CONFIG_REGISTRY: closed, JSR_URL: closed },
  });
  if (status !== 0) throw new Error(`deno ${parameters[0]}: ${error?.message ?? stderr}`);
  return { stdout, stderr };
}

/** Entries of npm's package that JSR cannot have: it takes no WebAssembly and puts no file in the place of another. */
const ofNpmAlone = [
  "./scalar",
  "./http/layered",
  "./training/scalar",
  "./training/js",
  "./engine.wasm",
  "./package.json",
];

function checkDescription() {
  const read = (name) => JSON.parse(readFileSync(new URL(name, root), "utf8"));
  const [npm, jsr] = [read("package.json"), read("jsr.json")];
  if (npm.version !== jsr.version) throw new Error(`jsr.json is of version ${jsr.version}, not ${npm.version}`);
  const expected = Object.keys(npm.exports).filter((name) => !ofNpmAlone.includes(name));
  const absent = expected.filter((name) => !(name in jsr.exports));
  if (absent.length > 0) throw new Error(`jsr.json does not export ${absent.join(", ")}`);
}

function checkPublishing() {
  const { stderr } = run("", "publish", "--dry-run", "--allow-dirty");
  if (/warning/i.test(stderr)) throw new Error(stderr);
  console.log("deno publish --dry-run: clean");
}

/** Of the default entry, and of the JavaScript engine where there is no WebAssembly: from the published sources. */
function checkAnswers() {
  for (const [entry, preparation] of [
    ["./sdk/index.ts", ""],
    ["./sdk/js.ts", "delete globalThis.WebAssembly;"],
  ]) {
    const program = `
      import { layered, pathProbability } from "${entry}";
      ${preparation}
      console.log(pathProbability(layered([2, 2, 2], { dropBonds: 0.5 })).probability);
    `;
    const { stdout } = run(program, "run", "--quiet", "--no-prompt", "--no-lock", "--no-remote", "-");
    if (stdout.trim() !== "0.80859375") throw new Error(`${entry} answers ${stdout}`);
  }
  console.log("both engines answer from the sources");
}

try {
  checkDescription();
  checkPublishing();
  checkAnswers();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true });
}
