// Answers percolation queries from a Cloudflare Worker.
import { createHandler } from "percolation/http";

// The limit is in nominal nanoseconds of work: about the 10 ms of processor time that a request has in the free plan.
// What would take longer is refused before any work, with what to reduce.
export default createHandler({ workLimit: 1e7 });
