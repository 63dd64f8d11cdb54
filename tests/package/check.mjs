// The package as npm would publish it: its exports resolve, its types are found, it holds what it should.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = new URL("../../", import.meta.url);
const folder = mkdtempSync(join(tmpdir(), "percolation-package-"));
const run = (command, ...parameters) => execFileSync(command, parameters, { cwd: root, encoding: "utf8" });

try {
  run("npm", "run", "--silent", "build");
  const [{ filename, files, size }] = JSON.parse(run("npm", "pack", "--json", "--pack-destination", folder));
  const stray = files
    .map(({ path }) => path)
    .filter((path) => !/^(dist\/|docs\/|package.json|README.md|LICENSE|CHANGELOG.md)/.test(path));
  if (stray.length > 0) throw new Error(`the package holds ${stray.join(", ")}`);
  const archive = join(folder, filename);
  console.log(`${filename}: ${files.length} files, ${size} bytes packed`);
  console.log(run("npx", "publint", "--strict", archive));
  console.log(run("npx", "attw", "--profile", "esm-only", "--no-emoji", archive));
} catch (error) {
  console.error(error.stdout ?? "", error.stderr ?? "", error.message);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true });
}
