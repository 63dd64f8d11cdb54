// Answers percolation queries from an edge function, at every path: vercel.json sends all of them here.
// Its group has no name on purpose: what a named one matches would be added to the query, which takes no stranger.
import { createHandler } from "percolation/http";

export const config = { runtime: "edge" };

export default createHandler().fetch;
