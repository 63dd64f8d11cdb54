/** What workerd runs: a suite inside a request, as a worker's user would call the package. */
import { run } from "suite";
import { portableJson } from "./portable-json.mjs";

export default {
  async fetch() {
    try {
      return new Response(portableJson(await run()));
    } catch (error) {
      return new Response(String(error?.stack ?? error), { status: 500 });
    }
  },
};
