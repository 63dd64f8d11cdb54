/** The packed package in workerd. */
import { packedQuery } from "./packed-query.mjs";

export default {
  async fetch() {
    try {
      return Response.json(await packedQuery());
    } catch (error) {
      return new Response(String(error?.stack ?? error), { status: 500 });
    }
  },
};
