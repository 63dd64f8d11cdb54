/** What workerd runs: the golden suite inside a request, as a worker's user would call the package. */
import { runGolden } from "../golden.ts";
import { portableJson } from "./portable-json.mjs";

export default {
  async fetch() {
    try {
      return new Response(portableJson(await runGolden()));
    } catch (error) {
      return new Response(String(error?.stack ?? error), { status: 500 });
    }
  },
};
