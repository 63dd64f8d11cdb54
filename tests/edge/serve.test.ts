import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { afterEach, describe, expect, test } from "vitest";
import { serveFlags } from "../../sdk/cli/serve/flags.ts";
import { percolation } from "../cli/program.ts";
import { expectations, observe } from "./observe.mjs";
import { connectRaw, until } from "./raw-client.ts";

interface Program {
  readonly child: ChildProcessWithoutNullStreams;
  readonly url: string;
  readonly text: { stdout: string; stderr: string };
  readonly ended: Promise<[code: number | null, signal: string | null]>;
}

const children: ChildProcessWithoutNullStreams[] = [];

afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});

/** Starts the built program, and waits until it listens. */
async function serve(...flags: string[]): Promise<Program> {
  const child = spawn(process.execPath, ["dist/cli.js", "serve", "--port", "0", ...flags]);
  children.push(child);
  const text = { stdout: "", stderr: "" };
  child.stdout.on("data", (chunk) => {
    text.stdout += chunk;
  });
  child.stderr.on("data", (chunk) => {
    text.stderr += chunk;
  });
  const ended = once(child, "close") as Program["ended"];
  await Promise.race([until(() => text.stdout.endsWith("\n")), ended]);
  const [, url] = /^Listening on (\S+)\n$/.exec(text.stdout) ?? [];
  if (url === undefined) throw new Error(`it does not listen: ${text.stdout}${text.stderr}`);
  return { child, url, text, ended };
}

const GET = "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
/** A request that is begun and not finished. */
const HALF =
  "POST /v1/query HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 37\r\n\r\n";
const REST = '{"ask":"depth","width":8,"keep":0.50}';

test.each(["--help", "-h", "--port 80 --help"])(
  "percolation serve %s explains every flag, and no other",
  async (flag) => {
    const { code, stdout, stderr } = await percolation(`serve ${flag}`);
    const explained = [...stdout.matchAll(/^ {2}--([\w-]+)/gm)].map(([, name]) => name);
    expect(explained).toEqual([...Object.keys(serveFlags), "help"]);
    expect([code, stderr]).toEqual([0, ""]);
  },
);

test("the general help names `serve`", async () => {
  expect((await percolation("--help")).stdout).toMatch(/^ {2}serve +answer questions over HTTP$/m);
});

test("`percolation serve` gives the frozen answers", async () => {
  const { url } = await serve();
  expect(await observe(url)).toEqual(expectations());
});

describe("what `percolation serve` is told in flags", () => {
  test("reaches the handler", async () => {
    const { url } = await serve(
      ...["--base-path", "/percolation", "--cors", "https://a.example,https://b.example"],
      ...["--work-limit", "1e6", "--body-limit", "60", "--cache-limit", "0"],
    );
    const depth = new URL("percolation/v1/depth?width=8&drop-sites=0.5", url);
    const answered = await fetch(depth, { headers: { origin: "https://b.example" } });
    expect(answered.status).toBe(200);
    expect(answered.headers.get("access-control-allow-origin")).toBe("https://b.example");
    await answered.text();
    const statusOf = async (path: string, body?: string) => {
      const headers = { "content-type": "application/json" };
      const response = await fetch(new URL(path, url), body ? { method: "POST", headers, body } : { headers });
      await response.text();
      return response.status;
    };
    expect(await statusOf("v1/depth?width=8&drop-sites=0.5")).toBe(404);
    expect(await statusOf("percolation/v1/path?widths=9,9,9&drop-bonds=0.5&method=monte-carlo&trials=1e9")).toBe(422);
    expect(await statusOf("percolation/v1/query", `${" ".repeat(60)}{}`)).toBe(413);
  });

  test("reaches the server", async () => {
    const { url } = await serve("--idle-timeout", "0.1", "--request-timeout", "0.3", "--connections", "1");
    const idle = await connectRaw(url, GET);
    const second = await connectRaw(url, GET);
    expect(await second.closed).toBe("");
    expect(await idle.closed).toMatch(/^HTTP\/1\.1 200 /);
    const late = await connectRaw(url, HALF);
    expect(await late.closed).not.toMatch(/^HTTP\/1\.1 (2|5)/);
  });
});

describe("`percolation serve` ends", () => {
  test.each(["SIGTERM", "SIGINT"] as const)("%s: after the requests that it has begun, with code 0", async (signal) => {
    const { child, url, text, ended } = await serve();
    const idle = await connectRaw(url, GET);
    await until(() => idle.received() !== "");
    const begun = await connectRaw(url, HALF);
    // Only when another request on a later connection has been answered has this one certainly been begun.
    await (await fetch(new URL("healthz", url))).text();
    child.kill(signal);
    await idle.closed;
    expect(child.exitCode).toBeNull();
    begun.socket.write(REST);
    expect(await begun.closed).toMatch(/^HTTP\/1\.1 400 [\s\S]*keep/);
    expect(await ended).toEqual([0, null]);
    expect(text.stderr).toBe("");
  });

  test.each([
    ["SIGTERM", 143],
    ["SIGINT", 130],
  ] as const)("%s twice: at once, with code %i", async (signal, code) => {
    const { child, url, ended } = await serve();
    const idle = await connectRaw(url, GET);
    await until(() => idle.received() !== "");
    await connectRaw(url, HALF);
    await (await fetch(new URL("healthz", url))).text();
    child.kill(signal);
    await idle.closed;
    child.kill(signal);
    expect(await ended).toEqual([code, null]);
  });
});

test("clients that break off or speak nonsense leave no trace in what it prints", async () => {
  const { child, url, text, ended } = await serve("--request-timeout", "0.3");
  for (let times = 0; times < 20; times++) {
    for (const bytes of [HALF, "GET /", "\x00\x01\x02\r\n\r\n", `${HALF}{`, "POST /v1/query HTTP/1.1\r\n\r\n"]) {
      const { socket } = await connectRaw(url, bytes);
      if (times % 2) socket.resetAndDestroy();
      else socket.end();
    }
  }
  const late = await connectRaw(url, HALF);
  await late.closed;
  expect((await fetch(new URL("healthz", url))).status).toBe(200);
  child.kill("SIGTERM");
  expect(await ended).toEqual([0, null]);
  expect(text).toEqual({ stdout: `Listening on ${url}\n`, stderr: "" });
});

describe("`percolation serve` refuses", () => {
  const refusal = async (...flags: string[]) => {
    const child = spawn(process.execPath, ["dist/cli.js", "serve", ...flags]);
    children.push(child);
    let stderr = "";
    child.stderr.on("data", (chunk) => {
      stderr += chunk;
    });
    const [code] = await once(child, "close");
    return `${code} ${stderr}`;
  };

  test("a port that is taken", async () => {
    const { port } = new URL((await serve()).url);
    expect(await refusal("--port", port)).toBe(`2 --port: expected a free port, got ${port}, which is in use\n`);
  });

  test.each([
    ["--port=65536", "--port: expected an integer in 0..65535, got 65536"],
    ["--port=http", '--port: expected an integer in 0..65535, got "http"'],
    ["--host=192.0.2.1", '--host: expected an address of this machine, got "192.0.2.1"'],
    ["--work-limit=0", "--work-limit: expected a number above 0, got 0"],
    ["--body-limit=-1", "--body-limit: expected a number from 0 on, got -1"],
    ["--base-path=api", '--base-path: expected a path such as "/percolation", got "api"'],
    ["--idle-timeout=0", "--idle-timeout: expected a number of seconds in 0.001..86400, got 0"],
    ["--connections=0.5", "--connections: expected an integer in 1..1000000, got 0.5"],
    ["here", 'serve: expected flags only, got "here"'],
    ["--widths=1", "--widths: expected a flag of serve, see percolation serve --help"],
  ])("%s", async (flag, message) => {
    expect(await refusal(flag)).toBe(`2 ${message}\n`);
  });
});
