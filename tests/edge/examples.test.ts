import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { version } from "percolation";
import { describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../../examples/edge/", import.meta.url));
const read = (...path: string[]) => readFileSync(join(root, ...path), "utf8");

interface Manifest {
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

const folders = readdirSync(root, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [entry.name] : [],
);
const manifestOf = (folder: string) => JSON.parse(read(folder, "package.json")) as Manifest;

/** The files that were written, rather than installed or bundled. */
function sourcesOf(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).filter(
    (file) => /\.(js|ts|html)$/.test(file) && !/node_modules|\.wrangler|bundle/.test(file),
  );
}

test("the README of the examples has a command for every folder", () => {
  const rows = [...read("README.md").matchAll(/^\| \[(\w+)\]\((\w+)\) \| `([^`]+)` \|/gm)];
  expect([...new Set(rows.map(([, name]) => name))].sort()).toEqual([...folders].sort());
  for (const [, name, link, command = ""] of rows) {
    expect(link).toBe(name);
    const file = command.split(" ").at(-1) ?? "";
    if (/\.(js|ts)$/.test(file)) expect(existsSync(join(root, link ?? "", file)), command).toBe(true);
  }
});

describe.each(folders)("examples/edge/%s", (folder) => {
  test("is started by `npm start` as its README says", () => {
    const { start = "" } = manifestOf(folder).scripts;
    const commands = ["`npm start`", `\`${start}\``, `\`npx ${start}\``];
    const lines = read("README.md")
      .split("\n")
      .filter((line) => line.startsWith(`| [${folder}]`));
    expect(lines.some((line) => commands.some((command) => line.includes(command)))).toBe(true);
  });

  test("depends on this version of the package, and imports that and its tools alone", () => {
    const { dependencies, devDependencies = {} } = manifestOf(folder);
    expect(dependencies).toEqual({ percolation: `^${version}` });
    for (const file of sourcesOf(folder)) {
      for (const [, imported = ""] of read(folder, file).matchAll(/^(?:import|export) [^;]*?from "([^"]+)"/gm)) {
        if (imported.startsWith("./") || imported.startsWith("node:")) continue;
        const name = imported.split("/")[0] ?? "";
        expect([...Object.keys(dependencies), ...Object.keys(devDependencies)], `${file}: ${imported}`).toContain(name);
      }
    }
  });
});

test("the import map of the page names a file of the package", () => {
  const [, map = ""] = /<script type="importmap">\s*(\{.*\})\s*<\/script>/s.exec(read("browser", "index.html")) ?? [];
  const { imports } = JSON.parse(map) as { imports: Record<string, string> };
  const { exports } = JSON.parse(readFileSync(join(root, "../../package.json"), "utf8"));
  expect(imports).toEqual({ percolation: `./node_modules/percolation/${exports["."].default.slice(2)}` });
});

test("the rewrite of the edge function has no named group, which would become a parameter", () => {
  const { rewrites } = JSON.parse(read("vercel", "vercel.json"));
  expect(rewrites).toEqual([{ source: "/(.*)", destination: "/api" }]);
});
