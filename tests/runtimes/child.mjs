/**
 * Child processes, each the leader of its own process group: browsers start helpers, and ending the group by the
 * leader's id ends those and nothing else.
 */
import { spawn } from "node:child_process";
import { setTimeout as delay } from "node:timers/promises";

/** @type {Set<number>} the groups that may still be alive */
const groups = new Set();

/** @param {number} group @param {NodeJS.Signals | 0} signal @returns {boolean} whether the group exists */
function signalGroup(group, signal) {
  try {
    process.kill(-group, signal);
    return true;
  } catch {
    return false;
  }
}

/** Ends a group: politely first, so that Xvfb and the browsers remove their own locks. @param {number} group */
async function endGroup(group) {
  if (!groups.has(group)) return;
  let alive = signalGroup(group, "SIGTERM");
  for (let waited = 0; alive && waited < 3000; waited += 50) {
    await delay(50);
    alive = signalGroup(group, 0);
  }
  signalGroup(group, "SIGKILL");
  groups.delete(group);
}

/** For the end of this process, where nothing can be awaited. */
export function killAllChildren() {
  for (const group of groups) signalGroup(group, "SIGKILL");
}

let interrupted = false;

/** For an interruption: ends what runs and lets nothing more start. */
export async function endAllChildren() {
  interrupted = true;
  await Promise.all([...groups].map(endGroup));
}

/**
 * @typedef {object} ChildOptions
 * @property {string} directory working directory; also HOME, so that nothing is left in the user's
 * @property {Record<string, string>} [environment] on top of the few that every child gets: the user's own settings must not decide a result
 * @property {boolean} [controlPipe] opens file descriptor 3 for the child to report on
 */

/** @param {string} command @param {string[]} parameters @param {ChildOptions} options */
export function startChild(command, parameters, options) {
  const { directory, environment = {}, controlPipe = false } = options;
  if (interrupted) throw new Error("interrupted");
  const child = spawn(command, parameters, {
    cwd: directory,
    env: { PATH: process.env.PATH ?? "", HOME: directory, TMPDIR: directory, NO_COLOR: "1", ...environment },
    detached: true,
    stdio: ["ignore", "pipe", "pipe", ...(controlPipe ? [/** @type {const} */ ("pipe")] : [])],
  });
  if (child.pid !== undefined) groups.add(child.pid);
  const text = { stdout: "", stderr: "", control: "" };
  child.stdout?.setEncoding("utf8").on("data", (chunk) => (text.stdout += chunk));
  child.stderr?.setEncoding("utf8").on("data", (chunk) => (text.stderr += chunk));
  const control = /** @type {import("node:stream").Readable | undefined} */ (child.stdio[3]);
  control?.setEncoding("utf8").on("data", (chunk) => (text.control += chunk));
  /** @type {Promise<string>} what ended it: "exit code 1", "signal SIGTERM", "spawn ENOENT" */
  const ended = new Promise((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("exit", (code, signal) => {
      // The pipes may still hold the last lines, but a helper that keeps them open must not keep us waiting.
      const settle = () => resolve(signal === null ? `exit code ${code}` : `signal ${signal}`);
      child.once("close", settle);
      setTimeout(settle, 1000).unref();
    });
  });
  return { text, control, ended, stop: async () => child.pid !== undefined && (await endGroup(child.pid)) };
}

/**
 * Runs a child to its end and returns its stdout; throws with its stderr when it fails or takes too long.
 * @param {string} command @param {string[]} parameters
 * @param {ChildOptions & { seconds: number }} options
 */
export async function runChild(command, parameters, options) {
  const child = startChild(command, parameters, options);
  const limit = new AbortController();
  const tooLong = delay(options.seconds * 1000, `no end after ${options.seconds} s`, { signal: limit.signal });
  const ending = await Promise.race([child.ended, tooLong.catch(() => "")]);
  limit.abort();
  await child.stop();
  if (ending !== "exit code 0") throw new Error(`${ending}: ${child.text.stderr.trim() || child.text.stdout.trim()}`);
  return child.text.stdout;
}
