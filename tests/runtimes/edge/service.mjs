/** Examples that answer over HTTP: started by their documented command, asked everything, ended. */
import { setTimeout as delay } from "node:timers/promises";
import { expectations, observe } from "../../edge/observe.mjs";
import { startChild } from "../child.mjs";
import { secondsPerRun } from "../runtimes/runtime.mjs";
import { placeExample } from "./place.mjs";

/** Every server of the examples says where it listens once it does. */
const ANNOUNCEMENT = /(?:[Ll]istening|Ready) on (http:\/\/[\w.:[\]]+)/;

/** @param {ReturnType<typeof startChild>} child @returns {Promise<string>} the address of its root */
async function announcedAddress({ text }) {
  for (;;) {
    const [, address] = ANNOUNCEMENT.exec(text.stdout) ?? ANNOUNCEMENT.exec(text.stderr) ?? [];
    if (address !== undefined) return `${address}/`;
    await delay(10);
  }
}

/**
 * @param {object} service
 * @param {string} service.example the folder
 * @param {import("../../edge/observe.mjs").Build} [service.build] which of the package's handlers it has
 * @param {(executable: string, directory: string) => string[]} service.command what the user types, on a free port
 * @param {Record<string, string>} [service.environment]
 */
export function serviceJob({ example, build = "full", command, environment = {} }) {
  return {
    build: build === "full" ? example : build,
    expected: expectations(build),
    /** @param {string} executable */
    async run(executable) {
      const directory = await placeExample(example);
      const [program = "", ...parameters] = command(executable, directory);
      const child = startChild(program, parameters, { directory, environment });
      const limit = new AbortController();
      const failure = Promise.race([
        child.ended,
        delay(secondsPerRun * 1000, `no end after ${secondsPerRun} s`, { signal: limit.signal }),
      ]).then((reason) =>
        Promise.reject(new Error(`${reason}: ${child.text.stderr.trim() || child.text.stdout.trim()}`)),
      );
      const observations = announcedAddress(child).then((address) => observe(address, build));
      try {
        return await Promise.race([observations, failure]);
      } finally {
        // Whichever lost the race must not end as an unhandled rejection.
        failure.catch(() => {});
        observations.catch(() => {});
        limit.abort();
        await child.stop();
      }
    },
  };
}
