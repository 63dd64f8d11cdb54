/** What a browser runs: a suite, its result posted back, or what it throws. */
import { run } from "suite";
import { portableJson } from "./portable-json.mjs";

/** @param {string} path @param {string} body */
const post = (path, body) => fetch(path, { method: "POST", body });

try {
  await post("/result", portableJson(await run()));
} catch (reason) {
  // Firefox and WebKit leave the message out of the stack.
  await post("/failure", `${reason}\n${reason?.stack}`);
}
